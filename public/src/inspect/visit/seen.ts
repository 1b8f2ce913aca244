import { toPersianDigits } from '../../../../server/domain/digits.ts';
import { VISIT_LIMITS } from '../../../../server/domain/inspection/visit.ts';
import { element, icon } from '../../page/elements.ts';
import { choices, faultPlace, labelled } from '../parts.ts';
import { CONDUCTS } from '../words.ts';
import type { Form } from './form.ts';
import { area } from './lines.ts';

const YES_NO = [{ id: 'yes', label: 'بود' }, { id: 'no', label: 'نبود' }];
const asId = (value: boolean | null, yes = 'yes', no = 'no'): string | null => (value === null ? null : value ? yes : no);

/** People waiting outside, counted by two big buttons. */
export function waitingPart(form: Form): HTMLElement {
  const count = element('output', { class: 'phone-count', 'aria-live': 'polite' });
  const step = (by: number): void => form.set({ peopleWaiting: Math.max(0, Math.min(VISIT_LIMITS.waiting, (form.written().peopleWaiting ?? (by > 0 ? 0 : 1)) + by)) });
  const press = (label: string, name: string, by: number): HTMLButtonElement => {
    const made = element('button', { type: 'button', class: 'phone-step', 'aria-label': label }, icon(name));
    made.addEventListener('click', () => step(by));
    return made;
  };
  const show = (): void => {
    const { peopleWaiting } = form.written();
    count.textContent = peopleWaiting === null ? 'شمرده نشد' : peopleWaiting === 0 ? 'هیچ‌کس' : `${toPersianDigits(peopleWaiting)} نفر`;
  };
  form.onChange(show);
  show();
  return element(
    'section', { class: 'phone-part phone-row', role: 'group', 'aria-label': 'بیرون در انتظار' },
    element('span', { class: 'phone-legend' }, 'بیرون در انتظار'),
    element('div', { class: 'phone-stepper' }, press('یک نفر کمتر', 'minus', -1), count, press('یک نفر بیشتر', 'plus', 1)), faultPlace('peopleWaiting'),
  );
}

/** The notice board of hours, the name plate, and the conduct of the office. */
export function signsPart(form: Form): HTMLElement {
  const { noticeBoard, namePlate, conduct } = form.written();
  return element(
    'section', { class: 'phone-part' },
    choices('تابلوی ساعت حضور', YES_NO, asId(noticeBoard), (id) => form.set({ noticeBoard: id === 'yes' }), 'segments'),
    choices('نام مدیر روی در', YES_NO, asId(namePlate), (id) => form.set({ namePlate: id === 'yes' }), 'segments'),
    choices('برخورد دفتر با مراجعان', CONDUCTS, conduct, (id) => form.set({ conduct: CONDUCTS.find((one) => one.id === id)?.id ?? null }), 'segments'),
  );
}

/** The office's own checklist of the day; what is not in order may be explained, and becomes something to mend. */
export function checklistPart(form: Form): HTMLElement | null {
  const { checklist } = form.day;
  if (checklist.length === 0) return null;
  const answers = [{ id: 'good', label: 'درست است' }, { id: 'bad', label: 'اصلاح شود' }];
  const itemOf = (id: string) => form.written().checklist.find((one) => one.id === id) ?? { id, good: null, note: '' };
  const change = (id: string, more: { readonly good?: boolean; readonly note?: string }, typed?: 'typed'): void =>
    form.set({ checklist: checklist.map((one) => (one.id === id ? { ...itemOf(id), ...more } : itemOf(one.id))) }, typed);
  const items = checklist.map(({ id, text }) => {
    const note = element('input', { type: 'text', class: 'input', maxlength: String(VISIT_LIMITS.itemNote), autocomplete: 'off' });
    note.value = itemOf(id).note;
    note.addEventListener('input', () => change(id, { note: note.value }, 'typed'));
    const why = labelled('چه چیزی؟', note);
    const show = (): void => void (why.hidden = itemOf(id).good !== false);
    form.onChange(show);
    show();
    return element('div', { class: 'phone-item' }, choices(text, answers, asId(itemOf(id).good, 'good', 'bad'), (one) => change(id, { good: one === 'good' }), 'segments'), why);
  });
  return element('section', { class: 'phone-part' }, element('h2', { class: 'phone-sub' }, 'فهرست بازبینی امروز'), ...items, faultPlace('checklist'));
}

/** A note in free words. */
export const notePart = (form: Form): HTMLElement =>
  element('section', { class: 'phone-part' }, labelled('یادداشت', area(form, 'note', VISIT_LIMITS.note), { field: 'note', hint: 'نام مردم را ننویسید.' }));
