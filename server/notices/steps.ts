import type { Tx } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { declined, evidenceKeyOf, onLadder, type Notice, type NoticeEvidence } from '../domain/notice.ts';
import { dueStep, type NoticeGround } from '../domain/notice-ladder.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { EXCUSED_SINCE } from '../wording/notices.ts';
import { groundRepository, type RecordedGround } from './grounds-repository.ts';
import { noticeRepository } from './repository.ts';

/** The stream of everything that happens to notices: whoever proposes takes it, so that no two propose the same. */
export const NOTICES_STREAM = 'notices';

/** The stream of one notice. */
export const noticeStream = (id: string): string => `notice:${id}`;

/** The streams of a change that touches these notices; declare those of the id under which `propose` would propose. */
export const noticeStreams = (...ids: readonly string[]): readonly string[] => [NOTICES_STREAM, ...ids.map(noticeStream)];

/** What happens to a notice. */
export type NoticeKind =
  | 'notice_proposed' | 'notice_issued' | 'notice_declined' | 'notice_numbered' | 'notice_served' | 'notice_replied' | 'notice_reply_taken_in' | 'notice_judged';

/** What was confirmed of somebody, and the id that a notice proposed on it would bear. */
export interface ConfirmedGround {
  readonly id: string;
  readonly ground: NoticeGround;
  readonly agencyId: string;
  readonly personId: string;
  /** The events confirmed now; they are told apart by kind and id, and one that is known already is no other. */
  readonly evidence: readonly (NoticeEvidence & { readonly items?: readonly string[] })[];
  readonly at: Instant;
  readonly by?: string | null;
}

/** A notice as events tell of it: whoever it is about and how far it has come, never what is written in it. */
export const toldNotice = ({ id, agencyId, personId, step, ground, evidence, earlierId, state, letterNo, letterDay, servedHow, servedAt, replyDue, reducedTo }: Notice) =>
  ({ id, agencyId, personId, step, ground, evidence: evidence.map(evidenceKeyOf), earlierId, state, letterNo, letterDay, servedHow, servedAt, replyDue, reducedTo });

const toldGround = ({ ground, kind, id, day, agencyId, personId, state }: RecordedGround) => ({ ground, kind, id, day, agencyId, personId, state });

/** Finds on which of these events a notice rests: what was declined or withdrawn before its event was confirmed anew rests on it no more. */
const restingBy = (confirmed: readonly RecordedGround[]) => {
  const since = new Map(confirmed.map((event) => [evidenceKeyOf(event), event.at]));
  return ({ state, endedAt, evidence }: Notice): readonly string[] =>
    evidence.map(evidenceKeyOf).filter((key) => (state !== 'declined' && state !== 'withdrawn') || endedAt === null || (since.get(key) ?? endedAt) <= endedAt);
};

/** What other changes join to the ladder of notices; each declares `noticeStreams`. */
export function noticeSteps(tx: Tx) {
  const notices = noticeRepository(tx.db);
  const grounds = groundRepository(tx.db);

  /** Writes a notice over the one that was read, or anew, and tells of it. */
  const put = (before: Notice | null, after: Notice, kind: NoticeKind): void => {
    tx.write(before === null ? notices.insert(after) : notices.update(before, after));
    tx.raise(noticeStream(after.id), kind, { before: before === null ? null : toldNotice(before), after: toldNotice(after) });
    tx.raise(NOTICES_STREAM, kind, { id: after.id, agencyId: after.agencyId, personId: after.personId, step: after.step, state: after.state });
  };

  const record = (one: RecordedGround, before: RecordedGround | null = null): void => {
    tx.write(before === null ? grounds.insert(one) : grounds.update(before, one));
    tx.raise(NOTICES_STREAM, one.state === 'confirmed' ? 'ground_confirmed' : 'ground_laid_aside', toldGround(one));
  };

  /** The step that the ladder now calls for is proposed under the id; `own` are his notices as the change leaves them. */
  const proposeDue = async (
    { id, ground, agencyId, personId, at }: Pick<ConfirmedGround, 'id' | 'ground' | 'agencyId' | 'personId' | 'at'>,
    confirmed: readonly RecordedGround[],
    own: readonly Notice[],
  ): Promise<Notice | null> => {
    const agency = await agencyLookup(tx.known).byId(agencyId);
    if (agency === null || !agency.mayBeGivenNotice) return null;
    const today = dayOf(at);
    const ladder = (await settingsLookup(tx.known).settingsOn(today)).notice_ladder;
    const ofGround = own.filter((notice) => notice.ground === ground);
    const restingOf = restingBy(confirmed);
    const taken = ofGround.flatMap((notice) => {
      const step = onLadder(notice);
      return step === null ? [] : [{ ...step, events: restingOf(notice) }];
    });
    const due = dueStep(ladder, ground, taken, confirmed.map((event) => ({ key: evidenceKeyOf(event), day: event.day })), today);
    if (due === null) return null;
    const evidence = due.events.flatMap(({ key }) => confirmed.filter((event) => evidenceKeyOf(event) === key)).map(({ kind, id: of, day, text }) => ({ kind, id: of, day, text }));
    const rule = ladder.steps[due.step];
    const used = new Set(taken.flatMap(({ events }) => events));
    const revs = new Map(confirmed.map((event) => [evidenceKeyOf(event), event.rev]));
    // What was confirmed again is another event than it was before it was taken back.
    const keyOf = (key: string): string => ((revs.get(key) ?? 1) === 1 ? key : `${key}@${revs.get(key)}`);
    const proposed: Notice = {
      id, agencyId, personId, step: due.step, ground, evidence,
      evidenceKey: `${ground}/${personId}/${due.events.filter(({ key }) => !used.has(key)).map(({ key }) => keyOf(key)).join('/')}`,
      earlierId: ofGround.find(({ state }) => state === 'upheld' || state === 'reduced')?.id ?? null,
      state: 'proposed', basis: rule.basis, signer: rule.signer, body: '', letterNo: null, letterDay: null, proposedAt: at, issuedAt: null, issuedBy: null, servedAt: null, servedHow: null, replyDue: null,
      endedAt: null, endedBy: null, endedReason: null, reducedTo: null, rev: 1,
    };
    put(null, proposed, 'notice_proposed');
    return proposed;
  };

  return {
    put,
    record,

    /**
     * Takes confirmed events into account and proposes the step that the ladder now calls for, under `id`; null where it calls for none,
     * where the agency is outside the governor's authority, or where every event was known. One that was taken back is confirmed anew. Refuses nothing.
     */
    async propose(confirmed: ConfirmedGround): Promise<Notice | null> {
      const { ground, agencyId, personId, evidence, at, by = null } = confirmed;
      const agency = await agencyLookup(tx.known).byId(agencyId);
      if (agency === null || !agency.mayBeGivenNotice) return null;
      const fresh: RecordedGround[] = [];
      for (const { items = [], ...event } of evidence) {
        const before = await grounds.byKey(evidenceKeyOf(event));
        if (fresh.some((one) => evidenceKeyOf(one) === evidenceKeyOf(event)) || (before !== null && before.state !== 'taken_back')) continue;
        const after: RecordedGround = { ...event, ground, agencyId, personId, items, state: 'confirmed', reason: null, at, by, rev: (before?.rev ?? 0) + 1 };
        fresh.push(after);
        record(after, before);
      }
      if (fresh.length === 0) return null;
      return proposeDue(confirmed, [...(await grounds.confirmedOf(personId, ground)), ...fresh], await notices.ofPerson(personId));
    },

    /** Asks the ladder again once a notice has been decided: what was confirmed meanwhile may call for the next step, under `id`. */
    async proposeAfter(decided: Notice, id: string, at: Instant): Promise<Notice | null> {
      if (decided.ground === 'kept_hours') return null;
      const { ground, agencyId, personId } = decided;
      const own = (await notices.ofPerson(personId)).map((notice) => (notice.id === decided.id ? decided : notice));
      return proposeDue({ id, ground, agencyId, personId, at }, await grounds.confirmedOf(personId, ground), own);
    },

    /**
     * Takes a confirmed event back, because it has been excused since: it counts nowhere, and a proposal that rests on it falls. The
     * streams of `restingOn` of it are to be declared.
     */
    async takeBack(event: Pick<NoticeEvidence, 'kind' | 'id'>, at: Instant, by: string | null): Promise<void> {
      const before = await grounds.byKey(evidenceKeyOf(event));
      if (before === null || before.state !== 'confirmed') return;
      const after: RecordedGround = { ...before, state: 'taken_back', at, by };
      tx.write(grounds.update(before, after));
      tx.raise(NOTICES_STREAM, 'ground_taken_back', toldGround(after));
      for (const notice of await notices.ofPerson(before.personId)) {
        if (notice.state === 'proposed' && notice.evidence.some((one) => evidenceKeyOf(one) === evidenceKeyOf(event))) put(notice, declined(notice, { reason: EXCUSED_SINCE, by, at }), 'notice_declined');
      }
    },
  };
}
