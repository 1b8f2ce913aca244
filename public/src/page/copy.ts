import { closest } from './elements.ts';
import { toast } from './toast.ts';

const select = (shown: Element): void => {
  const range = document.createRange();
  range.selectNodeContents(shown);
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
};

/** A button with `data-copy` (id of an element) copies its text; where the browser forbids it, the text is selected. */
export function startCopy(): void {
  document.addEventListener('click', (event) => {
    const button = closest(event.target, '[data-copy]');
    const shown = button && document.getElementById(button.dataset['copy'] ?? '');
    if (!shown) return;
    const text = shown.textContent.trim();
    const clipboard = window.isSecureContext ? navigator.clipboard.writeText(text) : Promise.reject(new Error('insecure'));
    clipboard.then(
      () => toast('رونوشت برداشته شد.'),
      () => {
        select(shown);
        toast('متن انتخاب شد؛ با Ctrl+C رونوشت بردارید.');
      },
    );
  });
}
