import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { addDays } from '../domain/jalali.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import type { Notice, NoticeEvidence } from '../domain/notice.ts';
import { Refusal } from '../domain/refusal.ts';
import { hourLookup } from '../hours/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { keptHourText } from '../wording/notices.ts';
import { noticeRepository } from './repository.ts';
import { noticeSteps, noticeStreams } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** A head whose latest visits all found him at his desk. */
export interface Commendable {
  readonly agencyId: string;
  readonly agency: string;
  readonly personId: string;
  readonly who: string;
  readonly evidence: readonly NoticeEvidence[];
}

const LOOK_BACK_DAYS = 730;

const keptOf = (hour: ManagerHour): NoticeEvidence => ({ kind: 'hour', id: hour.id, day: hour.day, text: keptHourText(hour.seenAt) });

/** Those whom the ladder would commend: so many visits one after another found the agency's head there, and none of them was commended before. */
export async function commendables(db: Knex, now: Instant): Promise<Commendable[]> {
  const today = dayOf(now);
  const { on, inARow } = (await settingsLookup(db).settingsOn(today)).notice_ladder.commendation;
  if (!on) return [];
  const known = await hourLookup(db).knownSince(addDays(today, -LOOK_BACK_DAYS));
  const told = new Set((await noticeRepository(db).commendations()).filter(({ state }) => state !== 'withdrawn').flatMap(({ evidence }) => evidence.map(({ id }) => id)));
  const hoursOf = new Map<string, ManagerHour[]>();
  for (const hour of known) if (!told.has(hour.id)) hoursOf.set(hour.agencyId, [...(hoursOf.get(hour.agencyId) ?? []), hour]);
  return (await agencyLookup(db).agenciesOn(today)).flatMap(({ agency, head }) => {
    if (head === null || !agency.mayBeGivenNotice) return [];
    const own = (hoursOf.get(agency.id) ?? []).filter(({ personId }) => personId === head.personId).slice(-inARow);
    const isKept = own.length === inARow && own.every(({ presence }) => presence === 'verified');
    return isKept ? [{ agencyId: agency.id, agency: agency.shortName, personId: head.personId, who: head.name, evidence: own.map(keptOf) }] : [];
  });
}

/** Commendation: the head proposes it of his own accord, or on hours that were kept. */
export function createCommending({ reads, writer, newId }: Deps) {
  return {
    list: (now: Instant): Promise<Commendable[]> => commendables(reads, now),

    /** Proposes a commendation of an agency's head, resting on the hours he kept where the ladder says so; refuses `not_found`, `not_noticeable`, and `changed_meanwhile` where nobody is in office or he is proposed already. */
    async propose(agencyId: string, command: Command): Promise<{ readonly id: string }> {
      const id = newId();
      return writer.submit({
        ...command,
        streams: noticeStreams(id),
        apply: async (tx) => {
          const today = dayOf(command.at);
          const agency = await agencyLookup(tx.db).byId(agencyId);
          if (agency === null) throw new Refusal('not_found');
          if (!agency.mayBeGivenNotice) throw new Refusal('not_noticeable', { field: 'agency' });
          const head = await agencyLookup(tx.db).headOf(agencyId, today);
          // Asked for twice, in two windows or by two hands, it is one.
          const isProposed = head !== null && (await noticeRepository(tx.db).commendations()).some(({ personId, state }) => state === 'proposed' && personId === head.personId);
          if (head === null || isProposed) throw new Refusal('changed_meanwhile');
          const evidence = (await commendables(tx.db, command.at)).find((one) => one.agencyId === agencyId)?.evidence ?? [];
          const { signer, basis } = (await settingsLookup(tx.db).settingsOn(today)).notice_ladder.commendation;
          const proposed: Notice = {
            id, agencyId, personId: head.personId, step: 'commendation', ground: 'kept_hours', evidence, evidenceKey: `commendation/${id}`, earlierId: null, state: 'proposed', basis, signer, body: '',
            letterNo: null, letterDay: null, proposedAt: command.at, issuedAt: null, issuedBy: null, servedAt: null, servedHow: null, replyDue: null, endedAt: null, endedBy: null, endedReason: null, reducedTo: null, rev: 1,
          };
          noticeSteps(tx).put(null, proposed, 'notice_proposed');
          return { id };
        },
      });
    },
  };
}

export type Commending = ReturnType<typeof createCommending>;
