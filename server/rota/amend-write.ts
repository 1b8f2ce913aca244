import type { Tx } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { Invitation } from '../domain/invitation.ts';
import type { Day } from '../domain/jalali.ts';
import { placeOf, sessionsAfter, type Touch } from '../domain/rota/amend.ts';
import type { Judged } from '../domain/rota/amend-judge.ts';
import { diffTimetables, inOrder, substitutionsBetween, type HostedEntry, type TimetableChange } from '../domain/rota/difference.ts';
import { streamsOf } from '../domain/rota/streams.ts';
import { placeIdOf, type PlannedSession } from '../domain/session.ts';
import { messageSteps } from '../messages/steps.ts';
import { sessionSteps, sessionStream } from '../sessions/steps.ts';
import { calledName } from '../wording/fa.ts';
import { spanOf, type AmendingGround, type PreparedAmendments } from './amend-ground.ts';
import { alterLife } from './amend-life.ts';
import { amendRepository, type AmendedSide, type MadeAmendment } from './amend-repository.ts';
import type { AmendingGrounds } from './amend-steps.ts';
import { truthOf, VERSIONS_STREAM } from './publish.ts';
import type { Publication, PublishedSession } from './publication.ts';
import { worded } from './published-words.ts';
import { rotaRepository } from './repository.ts';

interface Writing {
  readonly prepared: PreparedAmendments;
  readonly grounds: AmendingGrounds;
  readonly ground: AmendingGround;
  readonly judged: readonly Judged[];
}

const named = ({ honorific, personName }: PublishedSession): string | null => (personName === null ? null : calledName({ honorific, name: personName }));

const hosted = (one: PublishedSession): HostedEntry => ({ ...placeOf(one), sessionId: one.sessionId, agencyId: one.agencyId, personName: named(one), substituteFor: one.substituteFor });

/** What the days from the first to the last show, before and after: words of untouched sessions stay what they were. */
async function timetables(tx: Tx, touches: readonly Touch[], { from, until }: { readonly from: Day; readonly until: Day }, { sessions, publications, surroundings }: AmendingGround) {
  const before = truthOf(await rotaRepository(tx.db).publishedBetween(from, until), publications);
  const touched = new Set(touches.map(({ after }) => after.id));
  const within = sessionsAfter(sessions, touches).filter(({ day }) => from <= day && day <= until);
  const after = within.flatMap((session) => (touched.has(session.id) ? undefined : before.find(({ sessionId }) => sessionId === session.id)) ?? worded(session, surroundings) ?? []);
  return { before, after };
}

function sideOf(session: PlannedSession | null, { surroundings }: AmendingGround): AmendedSide | null {
  const words = session === null || session.state !== 'published' ? null : worded(session, surroundings);
  return session === null || words === null ? null : { ...placeOf(session), agencyId: words.agencyId, personId: session.substituteId ?? session.personId, person: named(words), instead: words.substituteFor };
}

const madeOf = ({ amendment, touches }: Judged, index: number, version: number, { prepared, grounds, ground }: Writing, command: Command): MadeAmendment => ({
  id: prepared.ids[index] ?? '', version, kind: amendment.kind, sessionId: touches[0]?.after.id ?? '', otherSessionId: touches[1]?.after.id ?? null, cause: grounds.cause,
  before: sideOf(touches[0]?.before ?? null, ground), after: sideOf(touches[0]?.after ?? null, ground), reason: grounds.reason, letterNo: grounds.letterNo, letterDay: grounds.letterDay,
  madeAt: command.at, madeBy: command.actor ?? '', rev: 1,
});

const isAgreed = ({ cause, agreed = true }: AmendingGrounds): boolean => agreed && cause?.startsWith('swap:') === true;

/** Whoever moves is asked anew, whoever is left out is told, and whoever is added is asked. */
async function alterInvitations(tx: Tx, { judged, prepared, grounds }: Writing, command: Command): Promise<ReadonlyMap<string, Invitation>> {
  const steps = sessionSteps(tx);
  const asked = new Map<string, Invitation>();
  const [by, agreed] = [command.actor ?? '', isAgreed(grounds)];
  for (const { amendment, touches } of judged) {
    if (amendment.kind === 'substitute') continue;
    for (const { after } of touches) {
      if (amendment.kind === 'cancel') await steps.unask(after, by, command.at);
      else asked.set(after.id, (await steps.ask(after, prepared.invitationIds[after.id] ?? '', agreed, by, command.at)).after);
    }
  }
  return asked;
}

/** Empty sessions of the same programme that stand where a published one is put: they were never promised to anybody. */
const inTheWay = (touches: readonly Touch[], { planned }: AmendingGround): PlannedSession[] => {
  const places = new Set(touches.map(({ after }) => `${after.draftId} ${placeIdOf(after)}`));
  return planned.filter((one) => one.agencyId === null && places.has(`${one.draftId} ${placeIdOf(one)}`));
};

function tell(tx: Tx, touches: readonly Touch[], publication: Publication, made: readonly MadeAmendment[], draftIds: readonly string[], days: readonly Day[]): void {
  const { version, draftId, from, until, changes, kind } = publication;
  const amended = made.map(({ id, kind: what, sessionId, otherSessionId, before, after, cause }) => ({ id, kind: what, sessionId, otherSessionId, before, after, cause }));
  tx.raise(VERSIONS_STREAM, 'version_published', { before: null, after: { draftId, kind, version, from, until, sessions: touches.map(({ after }) => after.id), changes, amendments: amended } });
  for (const draft of draftIds) for (const stream of streamsOf(draft, days)) tx.raise(stream, 'version_published', { before: null, after: { version, from, until } });
  for (const { before, after } of touches) {
    const told = (one: PlannedSession | null) => (one === null ? null : { ...placeOf(one), state: one.state, personId: one.personId, substituteId: one.substituteId });
    tx.raise(sessionStream(after.id), 'session_amended', { version, before: told(before), after: told(after) });
  }
}

/** Writes judged amendments as the next version, with all that goes with the sessions: their lives, queues and invitations. */
export async function writeAmendments(tx: Tx, writing: Writing, command: Command): Promise<{ readonly version: number }> {
  const { prepared, grounds, ground, judged } = writing;
  const touches = judged.flatMap((one) => one.touches).map(({ before, after }): Touch => ({ before, after: before === null ? { ...after, version: (ground.publications[0]?.version ?? 0) + 1 } : after }));
  const days = [...new Set(touches.flatMap(({ before, after }) => [...(before === null ? [] : [before.day]), after.day]))];
  const { from, until } = spanOf(days);
  const { before, after } = await timetables(tx, touches, { from, until }, ground);
  const version = (ground.publications[0]?.version ?? 0) + 1;
  const changes: TimetableChange[] = inOrder([...diffTimetables(before, after), ...substitutionsBetween(before.map(hosted), after.map(hosted))]);
  const publication: Publication = {
    version, kind: 'amendment', draftId: touches[0]?.after.draftId ?? '', from, until, publishedAt: command.at, publishedBy: command.actor ?? '',
    letterNo: grounds.letterNo, letterDay: grounds.letterDay, note: grounds.note, changes,
    names: Object.fromEntries([...before, ...after].map(({ agencyId, shortName }) => [agencyId, shortName])),
  };
  const rota = rotaRepository(tx.db);
  const steps = sessionSteps(tx);
  steps.retire(inTheWay(touches, ground));
  steps.amend(touches);
  tx.write(rota.insertPublication(publication), ...rota.insertPublished(version, after));
  const made = judged.map((one, index) => madeOf(one, index, version, writing, command));
  tx.write(...made.map((one) => amendRepository(tx.db).insert(one)));
  const asked = await alterInvitations(tx, writing, command);
  await messageSteps(tx, command.at, grounds.asIf).amended(touches, asked, { version, reason: grounds.reason, letterNo: grounds.letterNo, swap: isAgreed(grounds) });
  for (const { amendment, touches: own } of judged) for (const touch of own) await alterLife(tx, amendment.kind, touch, ground.lives.get(touch.after.id), prepared.seats[touch.after.id], command);
  const draftIds = [...new Set([...touches.map(({ after: { draftId } }) => draftId), ...days.flatMap((day) => ground.draftOn(day) ?? [])])];
  tell(tx, touches, publication, made, draftIds, days);
  return { version };
}
