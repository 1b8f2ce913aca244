import { toPersianDigits } from '../../server/domain/digits.ts';

const EVERY_MS = 600;

interface Progress {
  readonly done: boolean;
  readonly sentence: string;
}

const watch = (panel: HTMLElement, address: string): void => {
  const said = panel.querySelector<HTMLElement>('[data-import-said]');
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(address, { headers: { accept: 'application/json' } });
      // Whatever else it is (a login that has ended, say), the page itself tells it.
      if (!answer.ok) return location.reload();
      const { done, sentence } = (await answer.json()) as Progress;
      if (done) return location.reload();
      if (said && said.textContent !== sentence) said.textContent = sentence;
    } catch {
      // The server is away for a moment; it is asked again.
    }
    setTimeout(() => void ask(), EVERY_MS);
  };
  void ask();
};

/** The browser's own field speaks the browser's language and takes no files that are dropped: a place of ours stands over it. */
const dress = (pick: HTMLElement): void => {
  const input = pick.querySelector<HTMLInputElement>('input[type="file"]');
  const drop = pick.querySelector<HTMLElement>('[data-import-drop]');
  const name = pick.querySelector<HTMLElement>('[data-import-name]');
  if (!input || !drop || !name) return;
  const asked = name.textContent;
  const tell = (): void => {
    const [file] = input.files ?? [];
    name.textContent = file === undefined ? asked : toPersianDigits(file.name);
    name.dir = 'auto';
    pick.toggleAttribute('data-chosen', file !== undefined);
  };
  const over = (is: boolean) => (event: DragEvent): void => {
    event.preventDefault();
    drop.toggleAttribute('data-over', is);
  };
  drop.addEventListener('dragover', over(true));
  drop.addEventListener('dragleave', over(false));
  drop.addEventListener('drop', (event) => {
    over(false)(event);
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    tell();
  });
  input.addEventListener('change', tell);
  drop.hidden = false;
  pick.setAttribute('data-dressed', '');
  // A page that is gone back to keeps its file.
  tell();
};

for (const pick of document.querySelectorAll<HTMLElement>('[data-import-pick]')) dress(pick);
for (const panel of document.querySelectorAll<HTMLElement>('[data-import-progress]')) watch(panel, panel.dataset['importProgress'] ?? '');
