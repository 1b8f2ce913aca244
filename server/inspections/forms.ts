import { z } from 'zod';
import { day as dayField, id, text } from '../http/fields.ts';
import { VISIT_ANSWERS } from '../domain/manager-hour.ts';
import { isDay } from '../domain/jalali.ts';
import type { VisitReport } from '../domain/inspection/report.ts';
import type { OfflineOpening, SealedPost } from './phone-types.ts';

// The phone keeps to narrower bounds; these only keep out what no phone of ours has ever written.
const line = z.string().max(1000);
const long = z.string().max(10_000);
const name = z.string().regex(/^[\w-]{1,64}$/);
const time = z.string().max(40).refine((value) => Number.isFinite(Date.parse(value)));
const real = z.number();

/** What a POST of the phone carries. */
export const sealedPost: z.ZodType<SealedPost> = z.object({ id: z.string().regex(/^[\w-]{16,64}$/), sealed: z.string().min(1).max(200_000).regex(/^[\w-]+$/) });

/** A report as the phone seals it; what it says may still break the rules of visits. */
export const reportShape: z.ZodType<VisitReport> = z.strictObject({
  id: name,
  targetId: name,
  inspectorId: name,
  agencyId: name,
  day: z.string().refine(isDay),
  answer: z.enum(VISIT_ANSWERS),
  visitedAt: time,
  sealedAt: time,
  substitute: line,
  peopleWaiting: z.number().int().min(0).max(100_000).nullable(),
  noticeBoard: z.boolean().nullable(),
  namePlate: z.boolean().nullable(),
  conduct: z.enum(['good', 'fair', 'poor']).nullable(),
  checklist: z.array(z.strictObject({ id: name, good: z.boolean().nullable(), note: line })).max(100),
  note: long,
  code: z.string().max(16),
  presenceWitness: line,
  position: z.strictObject({ latitude: real, longitude: real, accuracy: real }).nullable(),
  notFound: z.strictObject({ secondId: name.nullable(), waitedSeconds: real, witness: line, said: long, letterNo: line }).nullable(),
  photos: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(40),
});

/** A target opened without a network, as the phone seals it. */
export const openingShape: z.ZodType<OfflineOpening> = z.strictObject({ targetId: name, inspectorId: name, count: z.number().int().min(1).max(1_000_000_000), openedAt: time });

/** An order to be issued. */
export const orderForm = z.object({ userId: id('بازرس'), number: text('شمارهٔ حکم', { max: 40 }), from: dayField('از تاریخ'), to: dayField('تا تاریخ') })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'پایان حکم پیش از آغاز آن است.' });
