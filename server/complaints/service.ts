import type { Knex } from 'knex';
import { uniqueViolation } from '../../db/errors.ts';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { callLookup, type OwnCall } from '../calls/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { dayOf, formatClock, startOfDay, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { AbsenceComplaint } from '../domain/complaint.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { hourLookup } from '../hours/lookup.ts';
import { inspectionLookup } from '../inspections/lookup.ts';
import { peopleLookup } from '../people/lookup.ts';
import { visitorLookup } from '../visitors/lookup.ts';
import { complaintRepository } from './repository.ts';

/** Where word of absent managers is recorded. */
export const COMPLAINTS_STREAM = 'complaints';

/** What an operator writes down of it. */
export interface ComplaintEntry {
  readonly agencyId: string;
  readonly day: Day;
  readonly callId: string | null;
  readonly note: string;
}

/** A complaint with the names that are told of it. */
export interface ListedComplaint {
  readonly complaint: AbsenceComplaint;
  readonly by: string | null;
}

/** What stands against one agency, and whether somebody has been there since. */
export interface AgencyComplaints {
  readonly agency: string;
  readonly complaints: readonly ListedComplaint[];
  /** Those not withdrawn. */
  readonly standing: number;
  /** How many visitors answered «no» in the same days. */
  readonly saidNo: number;
  /** The day of the latest visit that is not before the last complaint; null where there was none. */
  readonly visited: Day | null;
}

/** What the form offers to choose from. */
export interface ComplaintChoices {
  readonly agencies: readonly Agency[];
  /** The operator's own calls of today, the latest first. */
  readonly calls: readonly OwnCall[];
  /** The last day on which hours were held. */
  readonly day: Day;
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** So many days are looked back upon, and so many complaints and calls are listed at most. */
export const LOOKED_BACK_DAYS = 90;
const MOST = 500;
const MOST_CALLS = 15;

const told = ({ id, agencyId, hourId, day, callId, channel }: AbsenceComplaint) => ({ id, agencyId, hourId, day, callId, channel });

/** Word from 111 that a manager was not in his office in his hour: it weighs in the draw and proposes nothing. */
export function createComplaints({ reads, writer, newId }: Deps) {
  const complaints = complaintRepository(reads);

  return {
    async choices(by: string, now: Instant): Promise<ComplaintChoices> {
      const today = dayOf(now);
      const [last] = await hourLookup(reads).daysBefore(addDays(today, 1), 1);
      return {
        agencies: (await agencyLookup(reads).agenciesOn(today)).map(({ agency }) => agency),
        calls: await callLookup(reads).ownOf(by, startOfDay(today), MOST_CALLS),
        day: last ?? today,
      };
    },

    /**
     * Registers that a caller says so. Refuses `complaint_exists` (the same call about the same day), `hour_unknown` where the agency had no hour on the day,
     * `hour_not_begun`, and `not_found` for an agency or a call that is not there.
     */
    async register({ agencyId, day, callId, note }: ComplaintEntry, command: Command): Promise<{ id: string }> {
      const id = newId();
      try {
        return await writer.submit({
          ...command,
          streams: [COMPLAINTS_STREAM],
          apply: async (tx) => {
            const repository = complaintRepository(tx.db);
            if ((await agencyLookup(tx.known).byId(agencyId)) === null) throw new Refusal('not_found', { field: 'agency' });
            if (callId !== null && !(await callLookup(tx.db).exists(callId))) throw new Refusal('not_found', { field: 'call' });
            const hour = (await hourLookup(tx.db).ofAgency(agencyId, day, day)).find(({ state }) => state !== 'cancelled');
            if (hour === undefined) throw new Refusal('hour_unknown', { field: 'day' });
            if (command.at < hour.startsAt) throw new Refusal('hour_not_begun', { field: 'day', facts: { from: formatClock(hour.from) } });
            if (callId !== null && (await repository.ofCall(callId, day)) !== null) throw new Refusal('complaint_exists', { field: 'call' });
            const complaint: AbsenceComplaint = {
              id, agencyId, hourId: hour.id, day, callId, channel: callId === null ? 'other' : 'call', note,
              recordedAt: command.at, recordedBy: command.actor, withdrawnAt: null, withdrawnBy: null, withdrawnWhy: null, rev: 1,
            };
            tx.write(repository.insert(complaint));
            // What the caller said may name him: it stays in its row.
            tx.raise(COMPLAINTS_STREAM, 'complaint_registered', { before: null, after: told(complaint) });
            return { id };
          },
        });
      } catch (error) {
        if (uniqueViolation(error)?.table === 'absence_complaints') throw new Refusal('complaint_exists', { field: 'call' });
        throw error;
      }
    },

    /** Withdraws one with a reason: it counts nowhere any more. Doing it twice is the same as once. Refuses `not_found`. */
    async withdraw(id: string, why: string, command: Command): Promise<void> {
      await writer.submit({
        ...command,
        streams: [COMPLAINTS_STREAM],
        apply: async (tx) => {
          const repository = complaintRepository(tx.db);
          const before = await repository.byId(id);
          if (before === null) throw new Refusal('not_found');
          if (before.withdrawnAt !== null) return {};
          tx.write(repository.update(before, { ...before, withdrawnAt: command.at, withdrawnBy: command.actor, withdrawnWhy: why }));
          tx.raise(COMPLAINTS_STREAM, 'complaint_withdrawn', { before: told(before), after: null });
          return {};
        },
      });
    },

    /** By agency, those with the most standing complaints first, of the last days. */
    async list(today: Day): Promise<readonly AgencyComplaints[]> {
      const since = addDays(today, -LOOKED_BACK_DAYS);
      const all = await complaints.since(since, MOST);
      const saidNo = await visitorLookup(reads).saidNoSince(since);
      const ids = [...new Set([...all.map(({ agencyId }) => agencyId), ...saidNo.keys()])];
      const names = await agencyLookup(reads).shortNames();
      const people = await peopleLookup(reads).namesOfUsers(all.flatMap(({ recordedBy }) => recordedBy ?? []));
      const visits = await inspectionLookup(reads).lastVisits(ids, addDays(today, 1));
      return ids
        .map((agencyId) => {
          const own = all.filter((one) => one.agencyId === agencyId);
          const visited = visits.get(agencyId) ?? null;
          return {
            agency: names.get(agencyId) ?? '',
            complaints: own.map((complaint) => ({ complaint, by: people.get(complaint.recordedBy ?? '') ?? null })),
            standing: own.filter(({ withdrawnAt }) => withdrawnAt === null).length,
            saidNo: saidNo.get(agencyId) ?? 0,
            visited: visited !== null && visited >= (own[0]?.day ?? since) ? visited : null,
          };
        })
        .sort((one, other) => other.standing + other.saidNo - one.standing - one.saidNo || (one.agency < other.agency ? -1 : 1));
    },
  };
}

export type Complaints = ReturnType<typeof createComplaints>;
