import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup, headOn } from '../agencies/lookup.ts';
import { calendarLookup } from '../calendar/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Draft } from '../domain/draft.ts';
import type { Invitation } from '../domain/invitation.ts';
import type { Day } from '../domain/jalali.ts';
import { answerDay, type LetterChoice, type LetterKind } from '../domain/letter.ts';
import { workingHoursOf } from '../domain/office-hours.ts';
import { Refusal } from '../domain/refusal.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import { draftStream } from '../domain/rota/streams.ts';
import type { PlannedSession } from '../domain/session.ts';
import { valueOn, type SettingValues } from '../domain/settings.ts';
import { dayState } from '../domain/working-time.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { amendRepository, type MadeAmendment } from './amend-repository.ts';
import { letterRepository } from './letters-repository.ts';
import type { PublishedSession } from './publication.ts';
import { rotaRepository } from './repository.ts';

/** A letter to the manager of one session, as it would be printed now. */
export interface Letter {
  /** The invitation's. */
  readonly id: string;
  readonly kind: LetterKind;
  readonly session: PlannedSession;
  readonly agency: { readonly id: string; readonly name: string; readonly shortName: string; readonly headTitle: string };
  /** Whom it is written to; null where nobody heads the agency on that day. */
  readonly recipient: { readonly name: string; readonly honorific: 'khanom' | 'agha'; readonly post: string } | null;
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
  /** The invitation's own letter, where this one follows it. */
  readonly earlier: { readonly letterNo: string; readonly letterDay: Day | null } | null;
  /** Where the session stood before it was moved. */
  readonly before: TimetablePlace | null;
  /** Who comes in the manager's place, as it was agreed. */
  readonly substitute: { readonly name: string; readonly honorific: 'khanom' | 'agha'; readonly post: string } | null;
  readonly reason: string | null;
  readonly answerBy: Day | null;
  readonly isPrinted: boolean;
  readonly values: Pick<SettingValues, 'letterhead' | 'live_calls' | 'substitutes'>;
}

/** Which of a programme's letters are meant, both days included. */
export interface LetterSelection {
  readonly from: Day | null;
  readonly until: Day | null;
  readonly agencyId: string | null;
  readonly choice: LetterChoice;
  /** Invitations alone, or what tells of amendments alone; null for both. */
  readonly kinds: 'invitations' | 'amendments' | null;
}

/** The letters of a programme in order of time. */
export interface Letters {
  readonly draft: Draft;
  readonly letters: readonly Letter[];
  /** Stands for what was shown: another one means that something has changed since. */
  readonly mark: string;
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

const kindOf = (session: PlannedSession, newest: MadeAmendment | undefined): LetterKind => {
  if (session.state === 'cancelled') return 'cancellation';
  if (newest === undefined || newest.kind === 'add') return 'invitation';
  return newest.kind === 'substitute' ? 'substitute' : 'change';
};

const isElsewhere = (one: PublishedSession, { day, from, to }: PlannedSession): boolean => one.day !== day || one.from !== from || one.to !== to;

const isMeant = ({ session, agency, kind, letterNo, isPrinted }: Letter, { from, until, agencyId, choice, kinds }: LetterSelection): boolean =>
  (from === null || session.day >= from) &&
  (until === null || session.day <= until) &&
  (agencyId === null || agency.id === agencyId) &&
  (choice === 'all' || (choice === 'unnumbered' ? letterNo === null : !isPrinted)) &&
  (kinds === null || (kind === 'invitation') === (kinds === 'invitations'));

/** The letters of everybody who was ever invited to a session of the programme and still heads his agency on its day. */
async function allLetters(db: Knex, draftId: string): Promise<Letter[]> {
  const lookup = sessionLookup(db);
  const sessions = await lookup.everAsked(draftId);
  const ids = sessions.map(({ id }) => id);
  const days = sessions.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const invitations = await lookup.invitationsOfSessions(ids);
  const [agencies, terms] = [new Map((await agencyLookup(db).all()).map((one) => [one.id, one])), await agencyLookup(db).termsBetween(first, last)];
  const [amendments, published] = [await amendRepository(db).ofSessions(ids), await rotaRepository(db).publishedOfSessions(ids)];
  const printed = await letterRepository(db).printed(ids);
  const settings = await settingsLookup(db).settingRows();
  const asked = invitations.map(({ sentAt }) => dayOf(sentAt)).sort()[0] ?? first;
  const context = { ...(await calendarLookup(db).calendarContext(asked < first ? asked : first, last)), ...workingHoursOf(settings) };
  const works = (day: Day): boolean => dayState(day, context).kind === 'working';

  return sessions.flatMap((session): Letter[] => {
    const agency = agencies.get(session.agencyId ?? '');
    if (agency === undefined) return [];
    const newest = amendments.find(({ sessionId, otherSessionId }) => sessionId === session.id || otherSessionId === session.id);
    const kind = kindOf(session, newest);
    const head = headOn(agency, terms, session.day);
    const invitation = latest(invitations, session, head?.personId ?? null, kind === 'cancellation');
    if (invitation === null) return [];
    const told = newest === undefined || kind === 'invitation' ? null : newest;
    const own = kind === 'cancellation' ? null : invitation;
    const since: Instant = told === null ? invitation.sentAt : told.madeAt;
    const substitute = session.substituteId === null ? undefined : terms.find((term) => term.agencyId === agency.id && term.personId === session.substituteId && term.from <= session.day && (term.to === null || term.to >= session.day));
    const printedAt = printed.get(invitation.id) ?? null;
    return [{
      id: invitation.id, kind, session, agency, substitute: substitute ?? null,
      recipient: head,
      letterNo: kind === 'substitute' ? (told?.letterNo ?? null) : (own?.letterNo ?? told?.letterNo ?? null),
      letterDay: kind === 'substitute' || own?.letterNo == null ? (told?.letterDay ?? null) : own.letterDay,
      earlier: (kind === 'cancellation' || kind === 'substitute') && invitation.letterNo !== null ? { letterNo: invitation.letterNo, letterDay: invitation.letterDay } : null,
      before: kind === 'change' ? (published.findLast((one) => one.sessionId === session.id && isElsewhere(one, session)) ?? null) : null,
      reason: told?.reason ?? null,
      answerBy: kind === 'invitation' || kind === 'change' ? answerDay(dayOf(since), session.day, works) : null,
      isPrinted: printedAt !== null && printedAt >= since,
      values: { letterhead: valueOn(settings, 'letterhead', session.day), live_calls: valueOn(settings, 'live_calls', session.day), substitutes: valueOn(settings, 'substitutes', session.day) },
    }];
  });
}

/** The invitation that a letter goes with: of whoever heads the agency on that day; of a cancelled session the one that was withdrawn with it. */
function latest(invitations: readonly Invitation[], session: PlannedSession, headId: string | null, cancelled: boolean): Invitation | null {
  const own = invitations.filter((one) => one.sessionId === session.id && one.agencyId === session.agencyId && one.personId === headId && (cancelled || one.state !== 'withdrawn'));
  return own.reduce<Invitation | null>((best, one) => (best === null || one.sentAt > best.sentAt ? one : best), null);
}

const markOf = (letters: readonly Letter[]): string =>
  createHash('sha256').update(JSON.stringify(letters.map(({ id, kind, session, letterNo, letterDay, recipient }) => [id, kind, session.rev, letterNo, letterDay, recipient?.name]))).digest('hex').slice(0, 16);

/** Of a programme's letters those that a selection means. */
export function meantOf({ draft, letters: all }: Letters, selection: LetterSelection): Letters {
  const letters = all.filter((one) => isMeant(one, selection));
  return { draft, letters, mark: markOf(letters) };
}

/** Letters to those who are invited: what each tells, and that it went on paper. */
export function createLetters({ reads, writer }: Deps) {
  const of = async (db: Knex, draftId: string, selection: LetterSelection): Promise<Letters> => {
    const draft = await rotaRepository(db).draft(draftId);
    if (draft === null) throw new Refusal('not_found');
    return meantOf({ draft, letters: await allLetters(db, draftId), mark: '' }, selection);
  };
  return {
    /** The letters of a programme that a selection means; refuses `not_found`. */
    of: (draftId: string, selection: LetterSelection): Promise<Letters> => of(reads, draftId, selection),

    /** Notes that the letters of a selection went on paper, as they were seen; refuses `not_found` and `changed_meanwhile`. */
    async markPrinted(draftId: string, selection: LetterSelection, seen: string, command: Command): Promise<{ readonly printed: number }> {
      const stream = draftStream(draftId);
      return writer.submit({
        ...command,
        streams: [stream],
        apply: async (tx) => {
          const { letters, mark } = await of(tx.db, draftId, selection);
          if (mark !== seen) throw new Refusal('changed_meanwhile');
          const fresh = letters.filter(({ isPrinted }) => !isPrinted).map(({ id }) => id);
          for (const id of fresh) tx.write(letterRepository(tx.db).print(id, command.at));
          if (fresh.length > 0) tx.raise(stream, 'letters_printed', { before: null, after: { invitations: fresh } });
          return { printed: fresh.length };
        },
      });
    },
  };
}

export type LettersService = ReturnType<typeof createLetters>;
