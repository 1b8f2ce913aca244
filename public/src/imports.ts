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

for (const panel of document.querySelectorAll<HTMLElement>('[data-import-progress]')) watch(panel, panel.dataset['importProgress'] ?? '');
