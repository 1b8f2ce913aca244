import { z } from 'zod';
import { day, id, optionalId, optionalText, text } from '../http/fields.ts';

/** The greatest length of what is written of a complaint. */
export const LONGEST_NOTE = 1000;

/** That a manager was not there: at which agency, on which day, and by which call. */
export const complaintForm = z.object({
  agency: id('دستگاه'),
  day: day('روز'),
  call: optionalId,
  note: optionalText('یادداشت', { long: true, max: LONGEST_NOTE }).transform((note) => note ?? ''),
});

/** Why a complaint no longer counts. */
export const withdrawForm = z.object({ why: text('دلیل', { long: true, min: 3, max: LONGEST_NOTE }) });
