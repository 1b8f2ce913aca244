import { startCode } from './office/code.ts';
import { serverNow } from './page/server-time.ts';

const panel = document.querySelector<HTMLElement>('[data-code]');
if (panel !== null) startCode(panel);

const full = document.querySelector<HTMLButtonElement>('[data-code-full]');
full?.addEventListener('click', () => {
  if (document.fullscreenElement === null) void panel?.requestFullscreen();
  else void document.exitFullscreen();
});
document.addEventListener('fullscreenchange', () => {
  const label = full?.lastChild;
  if (label !== null && label !== undefined) label.textContent = document.fullscreenElement === null ? 'نمایش تمام‌صفحه' : 'بازگشت';
});

/** Whether «در دفترم حاضرم» stands, the live part says: it is a form of its own, outside of what is live. */
const showDeclare = (): void => {
  const declarable = document.querySelector<HTMLElement>('[data-declarable]')?.dataset['declarable'] === 'yes';
  for (const act of document.querySelectorAll<HTMLElement>('[data-declare]')) act.hidden = !declarable;
};
document.addEventListener('didar:morphed', showDeclare);
showDeclare();

const isTyping = (): boolean => [...document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('main textarea, main input:not([type="hidden"])')].some((field) => field.value !== field.defaultValue);

// When the hour begins, ends, or its code comes, the page is drawn anew, unless somebody is writing on it or the code fills the screen.
const turns = (document.querySelector<HTMLElement>('[data-office-turns]')?.dataset['officeTurns'] ?? '').split(' ').filter(Boolean).map((turn) => Date.parse(turn));
setInterval(() => {
  if (turns.some((turn) => serverNow() >= turn) && !isTyping() && document.fullscreenElement === null) location.reload();
}, 1000);
