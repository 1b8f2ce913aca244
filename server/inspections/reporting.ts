import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { WriterError } from '../../db/errors.ts';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { judged } from '../domain/inspection/judging.ts';
import type { Target, Visit } from '../domain/inspection/landed.ts';
import type { VisitReport } from '../domain/inspection/report.ts';
import { visitFaults, type VisitFault } from '../domain/inspection/visit.ts';
import { checklistOf } from '../domain/inspection/visit-setting.ts';
import { addDays } from '../domain/jalali.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import type { Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Tries } from '../domain/tries.ts';
import type { OfficePlace } from '../draws/places.ts';
import { findingSteps, findingStreams } from '../findings/steps.ts';
import { hourLookup } from '../hours/lookup.ts';
import { hourSteps, hourStreams } from '../hours/steps.ts';
import { settingsLookup } from '../settings/lookup.ts';
import type { ReportKeys } from './envelope.ts';
import { findingsOf } from './findings-of.ts';
import { reportShape } from './forms.ts';
import { unsealed } from './opening.ts';
import type { Orders } from './orders.ts';
import type { ReportAnswer, SealedPost } from './phone-types.ts';
import { inspectionRepository } from './repository.ts';
import { officeOf } from './sealed-target.ts';
import { opened, visitSteps, visitStream } from './steps.ts';
import { isHis, wasHis } from './whose.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly keys: ReportKeys;
  readonly newId: () => string;
  readonly codes: { find(hour: ManagerHour, code: string): Promise<Instant | null> };
  /** Whoever types codes that are none of an hour's is held up after a few. */
  readonly tries: Tries;
  readonly orders: Pick<Orders, 'wasOrdered'>;
  readonly placeOf: (agencyId: string) => Promise<OfficePlace>;
}

/** Holds the order in which reports come: their numbers are given one after another under it. */
const NUMBERS = 'visits';

const answerOf = ({ id, receivedAt, answer, codeFound, report }: Visit): ReportAnswer => ({ id, receivedAt, answer, codeFound, photos: report.photos });

/** Reports as they land: each exactly once, and all that an honest phone may have sealed is taken in, flagged where it is odd. */
export function createReporting({ reads, writer, seal, keys, newId, codes, tries, orders, placeOf }: Deps) {
  const codeShownAt = async (hour: ManagerHour, code: string, userId: string): Promise<Instant | null> => {
    if (code === '') return null;
    await tries.begin(userId);
    const shownAt = await codes.find(hour, code);
    if (shownAt === null) {
      await tries.failed(userId);
      throw new Refusal('code_foreign');
    }
    await tries.succeeded(userId);
    return shownAt;
  };

  /** What there was to judge by before the change. Refuses `target_foreign`, `hour_unknown`, `code_foreign`, `too_many_tries`. */
  const examine = async (report: VisitReport, actor: Actor) => {
    const target = await inspectionRepository(reads).targetById(report.targetId);
    if (target === null || report.inspectorId !== actor.id || !(await wasHis(reads, seal, target, actor.id))) throw new Refusal('target_foreign');
    const office = officeOf(seal, target);
    if (office.agencyId !== report.agencyId) throw new Refusal('target_foreign');
    const hour = await hourLookup(reads).byId(office.hourId);
    if (hour === null) throw new Refusal('hour_unknown');
    const shownAt = await codeShownAt(hour, report.code, actor.id);
    const { visits } = await settingsLookup(reads).settingsOn(target.day);
    const place = await placeOf(office.agencyId);
    const second = report.notFound?.secondId ?? null;
    // Only who was out that day can have stood there too.
    const isKnown = second === null || (second !== actor.id && (await inspectionRepository(reads).inspectorsOn(target.day)).includes(second));
    const faults: VisitFault[] = [...visitFaults(report, { waitMinutes: visits.waitMinutes, notFoundBy: visits.notFoundBy, photosAllowed: place.photosAllowed }), ...(isKnown ? [] : [{ field: 'second' as const, code: 'shape' as const }])];
    const found = findingsOf(report, checklistOf(visits)).map((one) => ({ ...one, id: newId() }));
    return { target, hour, shownAt, place, faults, second: isKnown ? second : null, found, days: visits.findingDays, ordered: await orders.wasOrdered(actor.id, target.day, report.visitedAt) };
  };
  type Examined = Awaited<ReturnType<typeof examine>>;

  const landedFrom = ({ hour, shownAt, place, faults, ordered }: Examined, target: Target, report: VisitReport, more: Pick<Visit, 'number' | 'receivedAt' | 'sealedHash'>): Visit => {
    const { at, codeFound, flags } = judged({ report, target, hour, receivedAt: more.receivedAt, codeShownAt: shownAt, hasScreen: place.hasScreen, ordered, amended: !isHis(target, report.inspectorId), faults: faults.length });
    return {
      ...more, id: report.id, targetId: target.id, inspectorId: report.inspectorId, agencyId: hour.agencyId, hourId: hour.id, day: target.day, answer: report.answer, at, codeFound, codeShownAt: shownAt,
      deviceAt: report.visitedAt, flags, faults: faults.map(({ field, code }) => `${field} ${code}`), report, rev: 1,
    };
  };

  return {
    /**
     * Takes in a sealed report; a repeat gets the first answer, whatever has happened since. Refuses `report_unreadable`, `target_foreign`, `code_foreign`, `too_many_tries`,
     * and nothing else: what is odd is flagged, and a further report of the same target is kept beside the first.
     */
    async land({ id, sealed: text }: SealedPost, actor: Actor, command: Command): Promise<ReportAnswer> {
      const sealed = Buffer.from(text, 'base64url');
      const sealedHash = createHash('sha256').update(sealed).digest('hex');
      const repeat = { key: id, actor: actor.id, bodyHash: sealedHash };
      return writer.once(repeat, async () => {
        // Commands are forgotten one day, reports are not.
        const earlier = await inspectionRepository(reads).visitById(id);
        if (earlier !== null && (earlier.sealedHash !== sealedHash || earlier.inspectorId !== actor.id)) throw new WriterError('key_reused');
        if (earlier !== null) return answerOf(earlier);
        const report = unsealed(keys, sealed, (content) => reportShape.safeParse(content));
        if (report.id !== id) throw new Refusal('report_unreadable');
        const examined = await examine(report, actor);
        const { hour: { id: hourId }, target: { id: targetId } } = examined;
        return writer.submit({
          ...repeat,
          at: command.at,
          streams: [NUMBERS, visitStream(targetId), ...hourStreams(examined.hour), ...findingStreams(examined.hour.agencyId)],
          apply: async (tx) => {
            const inspections = inspectionRepository(tx.db);
            const [target, hour] = [await inspections.targetById(targetId), await hourLookup(tx.db).byId(hourId)];
            if (target === null || hour === null) throw new Refusal('target_foreign');
            const visit = landedFrom({ ...examined, hour }, target, report, { number: (await inspections.lastNumber()) + 1, receivedAt: command.at, sealedHash });
            tx.write(inspections.insertVisit(visit));
            // A report is itself the proof that its target was opened, whether or not the phone could say so.
            const known = target.openedAt === null ? opened(target, hour, { by: actor.id, how: null, at: command.at, count: null, deviceAt: null }) : target;
            // A colleague who is named as the second finds the target on his own phone, and says himself what he saw.
            visitSteps(tx).put(target, { ...known, secondId: known.secondId ?? (isHis(known, examined.second ?? '') ? null : examined.second), state: 'reported' });
            tx.raise(visitStream(targetId), 'visit_reported', { reportId: id, number: visit.number, answer: visit.answer, at: visit.at, codeFound: visit.codeFound, flags: visit.flags });
            hourSteps(tx).seen(hour, { reportId: id, answer: visit.answer, at: visit.at });
            const findings = findingSteps(tx);
            for (const { id: findingId, item, text: words } of examined.found) {
              await findings.open({ id: findingId, reportId: id, agencyId: hour.agencyId, item, text: words, dueDay: addDays(dayOf(command.at), examined.days), at: command.at });
            }
            return answerOf(visit);
          },
        });
      });
    },
  };
}

export type Reporting = ReturnType<typeof createReporting>;
