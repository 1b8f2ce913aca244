import { toPersianDigits } from '../domain/persian.ts';
import { LADDER_STEPS, NOTICE_GROUNDS, REPLY_UNITS, type LadderStep, type NoticeLadder } from '../domain/notice-ladder.ts';
import { ladderField } from '../http/fields.ts';
import type { FormState } from '../http/forms.ts';
import type { FieldPart } from '../http/parts.ts';
import { GROUND_NAMES, NOTICE_STEP_NAMES, REPLY_UNIT_NAMES } from '../wording/notices.ts';
import type { Control, TemplateRow } from './controls-view.ts';

/** The rows of the ladder's form: a row a step, and commendation below them. */
export const ladderRows = (form: FormState): TemplateRow[] => {
  const base = (name: string, label: string): { name: string; label: string; value: string; error: string | null } => ({ name, label, value: form.typed[name] ?? '', error: form.errors[name] ?? null });
  const field = (name: string, label: string, more: Partial<FieldPart> = {}): Control => ({ part: 'field', view: { ...base(name, label), ...more } });
  const number = (name: string, label: string, more: Partial<FieldPart> = {}): Control => field(name, label, { inputmode: 'numeric', max: 4, ...more });
  const isOn = (step: string): TemplateRow['days'] => [{ name: ladderField(step, 'on'), label: 'این پله هست', checked: (form.typed[ladderField(step, 'on')] ?? '') !== '' }];
  const signed = (step: string): Control[] => [
    field(ladderField(step, 'signer'), 'امضاکننده', { max: 120, required: true, hint: 'سمت کسی که نامه را امضا می‌کند.' }),
    field(ladderField(step, 'basis'), 'مستند قانونی', { max: 300, hint: 'اگر خالی بماند، در نامه نمی‌آید.' }),
  ];
  const rowOf = (step: LadderStep, index: number): TemplateRow => ({
    legend: `پلهٔ ${toPersianDigits(index + 1)}: ${NOTICE_STEP_NAMES[step]}`,
    // An explanation is always asked for first.
    days: step === 'explanation' ? [] : isOn(step),
    controls: [
      ...NOTICE_GROUNDS.flatMap((ground) => [
        number(ladderField(step, `${ground}_count`), `${GROUND_NAMES[ground]}: چند بار`, { hint: 'خالی: این پله پیشنهاد نمی‌شود.' }),
        number(ladderField(step, `${ground}_days`), `${GROUND_NAMES[ground]}: در چند روز`),
      ]),
      ...signed(step),
      number(ladderField(step, 'reply'), 'مهلت پاسخ', { required: true, hint: 'از هنگام ابلاغ.' }),
      { part: 'select', view: { ...base(ladderField(step, 'unit'), 'واحد مهلت'), options: REPLY_UNITS.map((value) => ({ value, label: REPLY_UNIT_NAMES[value] })) } },
    ],
  });
  return [
    ...LADDER_STEPS.map(rowOf),
    {
      legend: NOTICE_STEP_NAMES.commendation,
      days: isOn('commendation'),
      controls: [number(ladderField('commendation', 'inARow'), 'حضور تأییدشدهٔ پیاپی', { required: true, hint: 'پس از این شمار دوشنبهٔ پیاپی پیشنهاد می‌شود.' }), ...signed('commendation')],
    },
  ];
};

/** What the ladder's form holds before anything is typed. */
export const typedLadder = ({ steps, memoryDays, overdueAtOnce, commendation }: NoticeLadder): Record<string, string> => {
  const typed: Record<string, string> = { memoryDays: toPersianDigits(memoryDays), overdueAtOnce: toPersianDigits(overdueAtOnce) };
  const put = (step: string, field: string, value: string): void => {
    typed[ladderField(step, field)] = value;
  };
  for (const step of LADDER_STEPS) {
    const { on, triggers, signer, basis, reply } = steps[step];
    if (on) put(step, 'on', '1');
    for (const ground of NOTICE_GROUNDS) {
      const trigger = triggers[ground];
      if (trigger !== null) put(step, `${ground}_count`, toPersianDigits(trigger.count));
      if (trigger !== null) put(step, `${ground}_days`, toPersianDigits(trigger.days));
    }
    put(step, 'signer', signer);
    put(step, 'basis', basis);
    put(step, 'reply', toPersianDigits(reply.count));
    put(step, 'unit', reply.unit);
  }
  if (commendation.on) put('commendation', 'on', '1');
  put('commendation', 'inARow', toPersianDigits(commendation.inARow));
  put('commendation', 'signer', commendation.signer);
  put('commendation', 'basis', commendation.basis);
  return typed;
};
