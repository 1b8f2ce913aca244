import { z } from 'zod';
import { day, text, whole } from '../http/fields.ts';

/** The greatest length of what is written of a finding. */
export const LONGEST_NOTE = 1000;

const seen = { rev: whole('نسخه', 1, 1_000_000) };

/** What the agency has done, and the state in which it saw the finding. */
export const mendForm = z.object({ ...seen, note: text('آنچه انجام شد', { long: true, min: 3, max: LONGEST_NOTE }) });

/** The state in which the head saw what he accepts. */
export const acceptForm = z.object(seen);

/** Why it is given back, and the new day. */
export const giveBackForm = z.object({ ...seen, reason: text('دلیل', { long: true, min: 5, max: LONGEST_NOTE }), dueDay: day('مهلت تازه') });
