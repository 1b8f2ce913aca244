import { joinWords } from '../../../server/domain/persian.ts';
import { element, icon } from './elements.ts';

/**
 * Choosers of files speak Persian: the browser's own button and words, which are of the browser's language, are put out of sight, and a
 * button of ours stands in their place with the names of what was chosen. The field itself stays what keyboards and readers use.
 */
export function startFileFields(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[type="file"]:not(.import-file)')) {
    const names = element('bdi', { class: 'file-names' });
    const pick = element('span', { class: 'file-pick', 'aria-hidden': 'true' }, element('span', { class: 'button' }, icon('upload'), input.multiple ? 'برگزیدن فایل‌ها' : 'برگزیدن فایل'), names);
    const show = (): void => {
      const chosen = [...(input.files ?? [])].map(({ name }) => name);
      names.textContent = chosen.length === 0 ? 'فایلی برگزیده نشده است' : joinWords(chosen);
    };
    pick.addEventListener('click', () => input.click());
    input.addEventListener('change', show);
    input.classList.add('sr-only');
    input.after(pick);
    show();
  }
}
