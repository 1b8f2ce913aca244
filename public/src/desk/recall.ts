import { closest } from '../page/elements.ts';
import { parseHtml } from '../page/policy.ts';
import type { Checked } from './checks.ts';
import type { DeskForm } from './form.ts';
import { send } from './send.ts';

/** What the page shows of whoever is perhaps on the line. */
export interface RecallBox {
  /** Asks for what has passed its check; asking for the same again changes nothing. */
  ask(checked: Checked): void;
  /** Takes the first person who is known, as Enter does; false where nobody is. */
  accept(): boolean;
}

const SOON_MS = 200;

/** Shows earlier calls and requests as soon as telephone or identity is known; «همین شخص است» fills the name, «پیوسته به همین» adds the call to a request. */
export function createRecall(form: DeskForm): RecallBox {
  const box = form.element.querySelector('[data-recall]');
  const about = form.element.querySelector<HTMLElement>('[data-about]');
  let asked = '';
  let waiting = 0;

  const take = (button: HTMLElement): void => {
    const { honorific = '', name = '', county = '' } = button.dataset;
    form.fill({ ...(honorific === '' ? {} : { honorific }), name, ...(county === '' ? {} : { countyId: county }) });
    form.field('kind')?.focus();
  };

  const link = (requestId: string, label: string): void => {
    form.fill({ about: requestId });
    if (about === null) return;
    about.hidden = requestId === '';
    about.querySelector('[data-about-label]')?.replaceChildren(label);
  };

  const search = async (checked: Checked, mark: string): Promise<void> => {
    const { body } = await send('/desk/recall', checked);
    if (mark !== asked || box === null) return;
    box.replaceChildren(parseHtml(typeof body['html'] === 'string' ? body['html'] : ''));
  };

  form.element.addEventListener('click', (event) => {
    const button = closest(event.target, '[data-do]');
    if (button === null) return;
    const { do: act, request = '', topic = '', label = '' } = button.dataset;
    if (act === 'same-person') take(button);
    if (act === 'unlink') link('', '');
    if (act === 'link') {
      link(request, label);
      if (topic !== '' && form.values()['topicId'] === '') form.fill({ topicId: topic });
    }
  });
  form.element.addEventListener('didar:cleared', () => {
    if (about !== null) about.hidden = true;
  });

  return {
    ask(checked) {
      const mark = checked.phone === '' && checked.identity === '' ? '' : JSON.stringify(checked);
      if (mark === asked) return;
      asked = mark;
      clearTimeout(waiting);
      if (mark === '') return void box?.replaceChildren();
      waiting = window.setTimeout(() => void search(checked, mark), SOON_MS);
    },
    accept() {
      const first = box?.querySelector<HTMLElement>('[data-do="same-person"]');
      if (!first) return false;
      take(first);
      return true;
    },
  };
}
