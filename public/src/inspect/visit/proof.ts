import { formatStopwatch, toPersianDigits } from '../../../../server/domain/digits.ts';
import { VISIT_LIMITS } from '../../../../server/domain/inspection/visit.ts';
import { element } from '../../page/elements.ts';
import { button, choices, faultPlace, labelled } from '../parts.ts';
import { line } from './lines.ts';
import type { Form } from './form.ts';

function waitBox(form: Form): HTMLElement {
  const needed = form.day.rules.waitMinutes * 60;
  const time = element('b', { class: 'phone-wait-time', role: 'timer' });
  const words = element('p', { role: 'status' });
  const bar = element('progress', { max: String(needed), 'aria-label': 'زمان انتظار' });
  const start = button('آغاز انتظار', () => form.startWait(), { name: 'timer' });
  const running = element('div', { class: 'phone-wait-running' }, time, bar, words);
  let said = '';
  const show = (): void => {
    const begun = form.draft().wait !== null;
    const seconds = form.waitedSeconds();
    start.hidden = begun;
    running.hidden = !begun;
    time.textContent = `${formatStopwatch(Math.min(seconds, needed))} از ${formatStopwatch(needed)}`;
    bar.value = Math.min(seconds, needed);
    const now = seconds >= needed ? 'زمان انتظار کامل شد.' : 'همین‌جا بمانید؛ شمارش با خاموش شدن صفحه هم ادامه دارد.';
    if (now !== said) words.textContent = now;
    said = now;
    running.classList.toggle('phone-wait-over', seconds >= needed);
  };
  form.onChange(show);
  show();
  return element('div', { class: 'phone-wait' }, element('p', { class: 'field-label' }, `انتظار ${toPersianDigits(form.day.rules.waitMinutes)} دقیقه‌ای`), start, running, faultPlace('waited'));
}

function colleagueField(form: Form): HTMLElement {
  const select = element('select', { class: 'input' }, element('option', { value: '' }, 'برگزینید'));
  for (const { id, name } of form.day.colleagues) if (id !== form.userId) select.append(element('option', { value: id }, name));
  select.value = form.written().secondId;
  select.addEventListener('change', () => form.set({ secondId: select.value }));
  return labelled('همکاری که همراه شماست', select, { field: 'second', hint: 'هر دو باید نبودن را دیده باشید.' });
}

/** How «در محل نبود» is established: by a pair, or by waiting before a witness; only the ways that the office has set. */
export function proofPart(form: Form): HTMLElement {
  const { notFoundBy } = form.day.rules;
  const ways = [{ id: 'wait', label: 'انتظار و گواه' }, { id: 'pair', label: 'دو بازرس' }];
  const way = choices('چگونه روشن شد؟', ways, form.written().proof, (id) => form.set({ proof: id === 'pair' ? 'pair' : 'wait' }), 'segments');
  const second = colleagueField(form);
  const wait = element('div', { class: 'phone-part-inner' }, waitBox(form), labelled('نام گواه', line(form, 'witness', VISIT_LIMITS.name), { field: 'witness', hint: 'کسی از دفتر یا مراجعان که نبودن را دید.' }));
  const show = (): void => {
    const { proof } = form.written();
    second.hidden = proof !== 'pair';
    wait.hidden = proof !== 'wait';
  };
  form.onChange(show);
  show();
  return element('div', { class: 'phone-proof' }, ...(notFoundBy === 'either' ? [way] : []), faultPlace('proof'), second, wait);
}
