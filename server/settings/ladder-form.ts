import { z } from 'zod';
import { LADDER_STEPS, NOTICE_GROUNDS, REPLY_UNITS, type NoticeLadder, type NoticeTrigger, type StepRule } from '../domain/notice-ladder.ts';
import { choice, fieldsOf, ladderField, text, ticked, typedIn, whole } from '../http/fields.ts';

/** The form of the ladder: a row a step; a trigger left empty is one that never calls for its step. */
export const ladderForm: z.ZodType<NoticeLadder> = fieldsOf.transform((fields, context) => {
  const read = <T>(name: string, schema: z.ZodType<T>, otherwise: T): T => {
    const found = schema.safeParse(fields[name]);
    if (!found.success) context.addIssue({ code: 'custom', path: [name], message: found.error.issues[0]?.message ?? '' });
    return found.success ? found.data : otherwise;
  };
  const number = (name: string, label: string, least: number, most: number): number => read(name, whole(label, least, most), least);
  const triggerOf = (name: string): NoticeTrigger | null => {
    if (typedIn(fields, `${name}_count`) === '' && typedIn(fields, `${name}_days`) === '') return null;
    return { count: number(`${name}_count`, 'چند بار', 1, 50), days: number(`${name}_days`, 'در چند روز', 1, 1100) };
  };
  const signedBy = (step: string): Pick<StepRule, 'signer' | 'basis'> => ({
    signer: read(ladderField(step, 'signer'), text('امضاکننده', { max: 120 }), '-'),
    basis: read(ladderField(step, 'basis'), text('مستند قانونی', { max: 300, min: 0 }), ''),
  });
  const stepOf = (step: string): StepRule => ({
    on: step === 'explanation' || read(ladderField(step, 'on'), ticked, false),
    triggers: Object.fromEntries(NOTICE_GROUNDS.map((ground) => [ground, triggerOf(ladderField(step, ground))])) as StepRule['triggers'],
    ...signedBy(step),
    reply: { count: number(ladderField(step, 'reply'), 'مهلت پاسخ', 1, 60), unit: read(ladderField(step, 'unit'), choice('واحد مهلت', REPLY_UNITS), 'days') },
  });
  return {
    steps: Object.fromEntries(LADDER_STEPS.map((step) => [step, stepOf(step)])) as NoticeLadder['steps'],
    memoryDays: number('memoryDays', 'ماندگاری نامه', 1, 1100),
    overdueAtOnce: number('overdueAtOnce', 'پاسخ‌های معوق هم‌زمان', 1, 1000),
    commendation: { on: read(ladderField('commendation', 'on'), ticked, false), inARow: number(ladderField('commendation', 'inARow'), 'حضور پیاپی', 2, 60), ...signedBy('commendation') },
  };
});
