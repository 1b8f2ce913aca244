import { randomUUID } from 'node:crypto';
import type { VisitTargetRow } from '../../db/tables.ts';
import { agencyLookup, type AgencyOn } from '../agencies/lookup.ts';
import { addMinutes, clockOf, dayOf, startOfDay, toInstant, type Clock, type Instant } from '../domain/calendar.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { hourIdOf, sighted, type ManagerHour, type VisitAnswer } from '../domain/manager-hour.ts';
import type { DrawSeal } from '../draws/sealing.ts';
import { freshHour } from '../hours/due.ts';
import { hourRepository } from '../hours/repository.ts';
import { hourSteps, hourStreams, presenceStream } from '../hours/steps.ts';
import { seededNumbers } from '../setup/seeded.ts';
import { addCountyOffices } from './county-offices.ts';
import { commandAt, SHOWN_AGENCY, type Ground, type Guest } from './guests.ts';

const WEEKS = [21, 14, 7, 0] as const;
const BEGUN_MINUTES = 50;
const LASTS_MINUTES = 200;
const VISITS = 24;
/** So many of today's targets the inspector has not opened yet. */
const TO_VISIT = 4;

/** What the board is laid on: the database, and the seal of its targets. */
interface SealedGround extends Ground {
  readonly seal: DrawSeal;
}

/** An hour in which an office has not yet said that it is there. */
export interface Silent {
  readonly agencyId: string;
  readonly hourId: string;
}

/** The hour of a day, begun a while ago and going on: what a visitor of the example finds, on whatever day he comes. */
function windowAround(now: Instant): { readonly from: Clock; readonly to: Clock } {
  const [day, first, last] = [dayOf(now), addMinutes(now, -BEGUN_MINUTES), addMinutes(now, LASTS_MINUTES)];
  return { from: first < startOfDay(day) ? ('00:00' as Clock) : clockOf(first), to: last >= startOfDay(addDays(day, 1)) ? ('23:59' as Clock) : clockOf(last) };
}

const hourOf = ({ agency, head }: AgencyOn, day: Day, { from, to }: ReturnType<typeof windowAround>): ManagerHour => freshHour({
  id: hourIdOf(agency.id, day), agencyId: agency.id, countyId: agency.countyId, plannedDay: day, day, from, to, startsAt: toInstant(day, from), endsAt: toInstant(day, to), state: 'held', title: null, personId: head?.personId ?? null,
});

/** How an hour stands of which so much is told by chance; whoever has to be silent is. */
function stoodBy(hour: ManagerHour, until: Instant, chance: () => number): ManagerHour {
  const [part, at] = [chance(), addMinutes(hour.startsAt, Math.floor(chance() * BEGUN_MINUTES))];
  if (at > until || part < 0.16) return hour;
  if (part < 0.21) return { ...hour, presence: 'excused', excuse: part < 0.19 ? 'mission' : 'leave', excusedAt: at };
  return { ...hour, presence: 'declared', declaredAt: at };
}

// Every answer comes in each round of visits, most of them good.
const ANSWERS: readonly VisitAnswer[] = ['present', 'late', 'present', 'substitute', 'present', 'not_found', 'present', 'present', 'in_meeting', 'present', 'late', 'present'];
const answerAt = (place: number): VisitAnswer => ANSWERS[place % ANSWERS.length] ?? 'present';

/**
 * Lays a board of presence into the example: county offices, the hours of three weeks and of today with what was said and found in them,
 * by chance and by invented people. The shown agency's office has yet to say that it is there; gives the other silent ones of today.
 */
export async function layPresence(ground: SealedGround, guests: readonly Guest[], now: Instant): Promise<readonly Silent[]> {
  const { database: { reads }, writer } = ground;
  const idOf = (role: Guest['role']): string => guests.find((one) => one.role === role)?.actor.id ?? '';
  await addCountyOffices(ground, now, idOf('administrator'));
  const [today, chance, window] = [dayOf(now), seededNumbers(1405), windowAround(now)];
  const standing = (await agencyLookup(reads).agenciesOn(today)).filter(({ agency }) => agency.mayBeInspected);
  const places = [...new Set(standing.map(({ agency }) => agency.countyId))];
  const hours: ManagerHour[] = [];
  for (const back of WEEKS) {
    const day = addDays(today, -back);
    for (const countyId of places) {
      const own = standing.filter(({ agency }) => agency.countyId === countyId).map((one) => hourOf(one, day, window));
      const stood = own.map((hour) => (hour.agencyId === SHOWN_AGENCY && back === 0 ? hour : stoodBy(hour, back === 0 ? now : hour.endsAt, chance)));
      await writer.submit({
        ...commandAt(now, null),
        streams: [presenceStream(day, countyId)],
        apply: async (tx) => {
          tx.write(...stood.map((hour) => hourRepository(tx.db).insert(hour)));
          tx.raise(presenceStream(day, countyId), 'hours_laid_out', { added: stood.map(({ id }) => id), changed: [] });
          return {};
        },
      });
      hours.push(...stood);
    }
  }
  const visited = new Set(await visitSome(ground, hours, { inspectorId: idOf('inspector'), headId: idOf('inspection_head'), now, chance }));
  return hours.filter(({ id, day, agencyId, presence }) => day === today && agencyId !== SHOWN_AGENCY && presence === 'no_report' && !visited.has(id)).map(({ id, agencyId }) => ({ agencyId, hourId: id }));
}

interface Visiting {
  readonly inspectorId: string;
  readonly headId: string;
  readonly now: Instant;
  readonly chance: () => number;
}

/** Some offices of each day are visited, and some of the last day are still to be; of one who was not found the head has confirmed the absence. Gives the ids of the hours that were visited. */
async function visitSome({ writer, seal }: SealedGround, hours: readonly ManagerHour[], { inspectorId, headId, now, chance }: Visiting): Promise<string[]> {
  const visited: string[] = [];
  let number = 0;
  const targetOf = (id: string, { id: hourId, agencyId, day }: ManagerHour, place: number): VisitTargetRow => ({
    id, day, inspector_id: inspectorId, second_id: null, place, target: seal.target(id, { agencyId, hourId, minute: 4 * place }), agency_id: null, hour_id: null, state: 'drawn', opened_at: null, opened_how: null, opened_count: null,
    device_opened_at: null, rev: 1,
  });
  for (const day of [...new Set(hours.map((hour) => hour.day))]) {
    const open = hours.filter((hour) => hour.day === day && hour.presence !== 'excused' && hour.agencyId !== SHOWN_AGENCY);
    for (let place = 1; place <= VISITS && open.length > 0; place += 1) {
      const [hour] = open.splice(Math.floor(chance() * open.length), 1);
      if (hour === undefined) continue;
      number += 1;
      const own = number;
      const [targetId, reportId, at] = [randomUUID(), randomUUID(), addMinutes(hour.startsAt, 4 + Math.floor(chance() * (BEGUN_MINUTES - 6)))];
      const [answer, how, confirmed] = [answerAt(place), chance() < 0.15 ? ('offline' as const) : ('online' as const), place % 12 === 0];
      const seenAt = at > now ? now : at;
      await writer.submit({
        ...commandAt(seenAt, inspectorId),
        streams: [...hourStreams(hour)],
        apply: async (tx) => {
          tx.write(
            tx.db('visit_targets').insert({ ...targetOf(targetId, hour, place), agency_id: hour.agencyId, hour_id: hour.id, state: 'reported', opened_at: seenAt, opened_how: how, device_opened_at: seenAt, rev: 2 }),
            tx.db('visit_reports').insert({
              id: reportId, target_id: targetId, inspector_id: inspectorId, agency_id: hour.agencyId, hour_id: hour.id, day, number: own, answer: confirmed ? 'not_found' : answer, details: JSON.stringify({ at: seenAt }), code_found: 'none', code_shown_at: null,
              device_at: seenAt, received_at: seenAt, photos: '[]', rev: 1,
            }),
          );
          const plain = { ...hour, presence: confirmed ? ('no_report' as const) : hour.presence };
          const seen = sighted(plain, { reportId, answer: confirmed ? 'not_found' : answer, at: seenAt });
          hourSteps(tx).put(hour, confirmed ? { ...seen, presence: 'absent', decision: 'confirmed', decidedAt: seenAt, decidedBy: headId, decisionReason: 'مدیر در توضیح خود نوشت که در دفتر نبوده است.', explanation: 'برای کاری بیرون رفته بودم.', explainedAt: seenAt } : seen, 'hour_visited', { reportId, answer });
          return {};
        },
      });
      visited.push(hour.id);
    }
    if (day !== dayOf(now)) continue;
    const shut = open.slice(0, TO_VISIT).map((hour, index) => targetOf(randomUUID(), hour, VISITS + 1 + index));
    await writer.submit({
      ...commandAt(now, inspectorId), streams: [presenceStream(day, null)],
      apply: (tx) => {
        tx.write(...shut.map((row) => tx.db('visit_targets').insert(row)));
        return Promise.resolve({});
      },
    });
  }
  return visited;
}
