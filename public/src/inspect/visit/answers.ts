import { toPersianDigits } from '../../../../server/domain/digits.ts';
import { isTold, VISIT_LIMITS } from '../../../../server/domain/inspection/visit.ts';
import { element } from '../../page/elements.ts';
import { choices, faultPlace, labelled } from '../parts.ts';
import { ANSWERS } from '../words.ts';
import type { Form } from './form.ts';
import { area, line } from './lines.ts';
import { proofPart } from './proof.ts';

/** The question of the visit with its six answers, and what an answer asks for besides. */
export function answersPart(form: Form): HTMLElement {
  const { lateMinutes } = form.day.rules;
  const set = choices('مدیر در دفتر بود؟', ANSWERS, form.written().answer, (id) => form.set({ answer: ANSWERS.find((one) => one.id === id)?.id ?? null }), 'answers');
  const late = element('p', { class: 'field-hint' }, `«با تأخیر» یعنی بیش از ${toPersianDigits(lateMinutes)} دقیقه پس از آغاز ساعت حضور.`);
  const substitute = labelled('نام جانشین', line(form, 'substitute', VISIT_LIMITS.name, { autocapitalize: 'off' }), { field: 'substitute' });
  const said = labelled('دفتر چه گفت؟', area(form, 'said', VISIT_LIMITS.said), { field: 'said', hint: 'نام گوینده، جا و علت؛ همان‌گونه که گفته شد.' });
  const letter = labelled('شمارهٔ نامه یا مأموریت', line(form, 'letterNo', VISIT_LIMITS.letterNo), { field: 'letterNo', hint: 'اگر نامه‌ای نشان ندادند، بنویسید «ندارد».' });
  const proof = proofPart(form);
  const part = element('section', { class: 'phone-part phone-part-answers' }, set, faultPlace('answer'), late, substitute, proof, said, letter);

  const show = (): void => {
    const { answer, proof: by } = form.written();
    late.hidden = answer !== 'late';
    substitute.hidden = answer !== 'substitute';
    proof.hidden = answer !== 'not_found';
    said.hidden = !(isTold(answer) || (answer === 'not_found' && by === 'wait'));
    letter.hidden = said.hidden;
  };
  form.onChange(show);
  show();
  return part;
}
