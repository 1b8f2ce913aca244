import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { CALENDAR_STREAM, changeCalendar, type CalendarChange } from '../calendar/steps.ts';
import { callLookup } from '../calls/lookup.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import { addException, EXCEPTIONS_STREAM, isSameScope, type ExceptionEntry } from '../occurrences/steps.ts';
import { lifeLookup } from '../sessions/lookup.ts';
import { createAmending } from './amend.ts';
import { placeGroundOf } from './amend-places.ts';
import { joinAmendments, prepareAmendments } from './amend-steps.ts';
import { freedChoices, hitChoices, hourChoices, placeKey, type Choice, type Offered } from './consequence-choices.ts';
import { draftsTurned, type DraftTurn } from './consequence-drafts.ts';
import { consequenceFactsOf, type ConsequenceFacts } from './consequence-facts.ts';
import { exceptionScopeOf } from './consequence-hours.ts';
import { DRAFTS_STREAM } from './draw-up.ts';
import { VERSIONS_STREAM } from './publish.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** What a change of the calendar would do, with what may happen to each session that it hits and to each place that it frees; `rows` are keyed as a form names them. */
export interface Consequences extends ConsequenceFacts {
  readonly drafts: readonly DraftTurn[];
  /** How many wait in the queues of the sessions and managers' hours that are hit, by session; they go wherever it goes. */
  readonly waiting: ReadonlyMap<string, number>;
  readonly rows: ReadonlyMap<string, Offered>;
  /** The names of the counties whose managers are touched. */
  readonly counties: ReadonlyMap<string, string>;
  /** The number that a version would bear. */
  readonly version: number;
}

/** What a scheduler has decided about a list that he was shown. */
export interface Decisions {
  /** The `mark` of that list. */
  readonly seen: string;
  /** The value of the choice in each row; what is missing is as proposed. */
  readonly values: Readonly<Record<string, string>>;
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
  readonly note: string | null;
}

/** What came of asking for a change: done (with the version that it made, if any), or something to be decided first; `problems` are sentences by row. */
export type Outcome =
  | { readonly kind: 'done'; readonly version: number | null }
  | { readonly kind: 'asked' | 'moved_on' | 'refused'; readonly consequences: Consequences; readonly problems: Readonly<Record<string, string>> };

/** The key of a hit session's row. */
export const hitKey = (sessionId: string): string => `hit_${sessionId}`;
/** The key of a freed place's row. */
export const freedKey = (place: Parameters<typeof placeKey>[0]): string => `freed_${placeKey(place)}`;

/** The key of the row of a day's managers' hours. */
export const hourKey = (plannedDay: Day): string => `hour_${plannedDay}`;

const isNothing = ({ hits, freed, hours, groups, drafts }: Consequences): boolean => hits.length + freed.length + hours.length + groups.length + drafts.length === 0;

/** What is chosen in each row, with what it alters; a choice that is not offered is the proposed one. */
export function chosenOf({ rows }: Pick<Consequences, 'rows'>, values: Readonly<Record<string, string>>): { readonly key: string; readonly choice: Choice }[] {
  return [...rows].flatMap(([key, { choices, proposed }]) => {
    const choice = choices.find(({ value }) => value === values[key]) ?? choices.find(({ value }) => value === proposed);
    return choice === undefined ? [] : [{ key, choice }];
  });
}

const altering = (chosen: readonly { readonly key: string; readonly choice: Choice }[]): { readonly key: string; readonly amendment: Amendment }[] =>
  chosen.flatMap(({ key, choice: { amendment } }) => (amendment === null ? [] : [{ key, amendment }]));

/** The exceptions that move managers' hours as was decided, each with the one that had moved the same hours before. */
function movedHours(consequences: Consequences, values: Readonly<Record<string, string>>, newId: () => string): { readonly entry: ExceptionEntry; readonly replaces: string | null }[] {
  const { foreseen, hourRule } = consequences;
  const scope = exceptionScopeOf(foreseen);
  return chosenOf(consequences, values).flatMap(({ choice: { kind, hour } }) => {
    if (kind !== 'hours_move' || hour === null) return [];
    const { plannedDay, day } = hour;
    const earlier = hourRule?.exceptions.find((one) => one.kind === 'moved' && one.from === plannedDay && isSameScope(one.scope, scope));
    return [{
      entry: { id: newId(), scope, from: plannedDay, to: plannedDay, kind: 'moved', weekday: null, movedTo: day, hours: null, reason: foreseen.reason, letterNo: foreseen.orderNo },
      replaces: earlier?.id ?? null,
    }];
  });
}

/** Changes of the calendar together with what they do to the published programme: both are one change, or neither is made. */
export function createConsequences({ reads, writer, newId }: Deps) {
  const amending = createAmending({ reads, writer, newId });

  /** What may happen in each row, all of it looked for in one reading. */
  const choicesOf = async (facts: ConsequenceFacts, at: Command['at']): Promise<{ readonly hits: readonly Offered[]; readonly freed: readonly Offered[] }> => {
    const [first, last] = [facts.days[0], facts.days.at(-1)];
    if (first === undefined || last === undefined || facts.hits.length + facts.freed.length === 0) return { hits: [], freed: [] };
    const ground = await placeGroundOf(reads, first, last, facts.foreseen.applied);
    const hits = await hitChoices(ground, facts, at);
    const promised = hits.flatMap(({ choices, proposed }) => choices.find(({ value }) => value === proposed)?.place ?? []);
    return { hits, freed: await freedChoices(reads, ground, facts, promised) };
  };

  const foresee = async (change: CalendarChange, command: Pick<Command, 'actor' | 'at'>): Promise<Consequences> => {
    const facts = await consequenceFactsOf(reads, change, command);
    const { hits, freed } = await choicesOf(facts, command.at);
    const rows = new Map<string, Offered>([
      ...facts.hits.flatMap(({ session }, index) => (hits[index] === undefined ? [] : [[hitKey(session.id), hits[index]] as const])),
      ...facts.freed.flatMap((place, index) => (freed[index] === undefined ? [] : [[freedKey(place), freed[index]] as const])),
    ]);
    for (const [day, offered] of await hourChoices(reads, facts, command.at)) rows.set(hourKey(day), offered);
    const [first] = facts.days;
    const touched = new Set(facts.groups.flatMap(({ hours }) => hours.map(({ id }) => id)));
    // Of thousands of hours only those have a queue to which something has happened.
    const lives = first === undefined || touched.size === 0 ? [] : (await lifeLookup(reads).hoursFrom(first)).filter(({ id }) => touched.has(id));
    const queues = await callLookup(reads).queuesOf([...facts.hits.map(({ session }) => session.id), ...lives.map(({ id }) => id)]);
    const waiting = new Map([...queues].map(([id, queue]) => [id, queue.waiting]));
    return { ...facts, drafts: await draftsTurned(reads, facts), waiting, rows, counties: new Map(facts.groups.length === 0 ? [] : (await agencyLookup(reads).counties()).map(({ id, name }) => [id, name])), version: (facts.publications[0]?.version ?? 0) + 1 };
  };

  /** What stands against the choices as they would be made together, by row. */
  const problemsOf = async (consequences: Consequences, values: Readonly<Record<string, string>>, at: Command['at']): Promise<Readonly<Record<string, string>>> => {
    const made = altering(chosenOf(consequences, values));
    if (made.length === 0) return {};
    const { items } = await amending.prospect(made.map(({ amendment }) => amendment), at, consequences.foreseen.applied);
    return Object.fromEntries(items.flatMap(({ refusal, confirmable }, index) => {
      const sentence = refusal?.sentence ?? confirmable[0];
      const key = made[index]?.key;
      return sentence === undefined || key === undefined ? [] : [[key, sentence]];
    }));
  };

  const apply = async (change: CalendarChange, consequences: Consequences, decisions: Decisions | null, command: Command): Promise<Outcome> => {
    const { foreseen, mark } = consequences;
    const amendments = decisions === null ? [] : altering(chosenOf(consequences, decisions.values)).map(({ amendment }) => amendment);
    const moved = decisions === null ? [] : movedHours(consequences, decisions.values, newId);
    const prepared = amendments.length === 0 ? null : await prepareAmendments(reads, newId, amendments);
    return writer.submit<Outcome>({
      ...command,
      // Whatever is published or altered meanwhile is seen before this, or waits for it.
      streams: [...new Set([CALENDAR_STREAM, DRAFTS_STREAM, VERSIONS_STREAM, ...(moved.length > 0 ? [EXCEPTIONS_STREAM] : []), ...(prepared?.streams ?? [])])],
      apply: async (tx) => {
        if ((await consequenceFactsOf(tx.db, change, command)).mark !== mark) throw new Refusal('changed_meanwhile');
        await changeCalendar(tx, change, command);
        for (const { entry, replaces } of moved) await addException(tx, entry, command, replaces);
        if (prepared === null) return { kind: 'done', version: null };
        const { letterNo = null, letterDay = null, note = null } = decisions ?? {};
        const { version } = await joinAmendments(tx, prepared, { reason: foreseen.reason, letterNo, letterDay, note, cause: foreseen.cause, asIf: foreseen.applied }, command);
        return { kind: 'done', version };
      },
    });
  };

  return {
    foresee,
    problemsOf,

    /**
     * Makes a change at once where it hits and frees nothing; else only with decisions about the list as it stands. A repeat of a command
     * gets its first answer. Refuses what the change refuses, and `changed_meanwhile` or an amendment's rule where something came between.
     */
    carryOut: (change: CalendarChange, decisions: Decisions | null, command: Command): Promise<Outcome> =>
      writer.once<Outcome>(command, async () => {
        const consequences = await foresee(change, command);
        if (decisions === null) return isNothing(consequences) ? apply(change, consequences, null, command) : { kind: 'asked', consequences, problems: await problemsOf(consequences, {}, command.at) };
        if (decisions.seen !== consequences.mark) return { kind: 'moved_on', consequences, problems: {} };
        const problems = await problemsOf(consequences, decisions.values, command.at);
        return Object.keys(problems).length > 0 ? { kind: 'refused', consequences, problems } : apply(change, consequences, decisions, command);
      }),
  };
}

export type ConsequenceServices = ReturnType<typeof createConsequences>;
