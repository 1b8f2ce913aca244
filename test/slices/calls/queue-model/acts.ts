import fc from 'fast-check';
import type { Conclusion } from '../../../../server/calls/conclude.ts';
import type { Command } from '../../../../server/domain/command.ts';
import { Refusal } from '../../../../server/domain/refusal.ts';
import { caller } from '../ground.ts';
import { isOpen, paperActs, type Paper, type PaperCall, type PaperWay } from './naive.ts';
import type { Day, Picture, Process } from './real.ts';

/** What somebody was told: the code of a refusal or `done`, and the call that was made or meant. */
export interface Told {
  readonly code: string;
  readonly callId?: string;
}

/** What a person does, aimed at what he sees now: how it is really done, and what it comes to on paper. */
export interface Act {
  readonly name: string;
  really(process: Process, command: Command): Promise<Told>;
  onPaper(paper: Paper, told: Told, after: Picture): string;
}

/** An act that is still to be aimed: at calls on the paper of its moment. */
export type Aim = (paper: Paper, day: Day, seen: Picture) => Act;

const told = async (work: Promise<object>): Promise<Told> => {
  try {
    const value = await work;
    return { code: 'done', ...('callId' in value && typeof value.callId === 'string' ? { callId: value.callId } : {}) };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code };
    throw error;
  }
};

const LIVE = 2;
const anySession = fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 2, 2, 3);
const liveSession = fc.nat({ max: LIVE - 1 });
const choice = fc.nat({ max: 999 });

const entryOf = (person: number, priority: boolean) => {
  const known = caller(person + 1, { priority: priority ? 'بیمار' : null });
  // Nothing tells this one from another: no identity, no phone.
  return person === 0 ? { ...known, applicant: { ...known.applicant, identityKind: 'none' as const, identity: null, phone: null } } : known;
};

const queueAim = fc.tuple(anySession, fc.nat({ max: 7 }), fc.boolean(), fc.nat({ max: 3 })).map(([session, person, spread, chance]): Aim => (_paper, { sessions }) => {
  const priority = chance === 0;
  const who = spread ? person : person % 3;
  return {
    name: `queue(${who}${priority ? '!' : ''} → ${session})`,
    really: ({ calls }, command) => told(calls.intake.queue(sessions[session] ?? '', entryOf(who, priority), true, command)),
    onPaper: (now, { callId }) => paperActs.queue(now, session, who, priority, callId),
  };
});

const nextAim = liveSession.map((session): Aim => (_paper, { sessions }) => ({
  name: `next(${session})`,
  really: ({ calls }, command) => told(calls.taking.next(sessions[session] ?? '', command)),
  onPaper: (now) => paperActs.next(now, session),
}));

type OnCall = (id: string, sessionId: string, day: Day, seen: Picture) => Omit<Act, 'name'>;

const aimAt = (name: string, by: OnCall, day: Day, seen: Picture, call: PaperCall): Act =>
  ({ name: `${name}(${call.id.slice(0, 4)})`, ...by(call.id, day.sessions[call.session] ?? '', day, seen) });

/** An act on one call: mostly one in a state that it is meant for, now and then any; where there is none, what leads to one. */
const onCall = (name: string, by: OnCall, wanted: readonly string[] = ['waiting', 'connecting', 'talking', 'on_hold'], otherwise: fc.Arbitrary<Aim> = queueAim) =>
  fc.tuple(choice, fc.nat({ max: 5 }), otherwise).map(([number, chance, instead]): Aim => (paper, day, seen) => {
    const all = [...paper.calls.values()];
    const from = chance === 0 ? all : all.filter(({ state }) => wanted.includes(state));
    const call = from[number % Math.max(1, from.length)];
    return call === undefined ? instead(paper, day, seen) : aimAt(name, by, day, seen, call);
  });

const OUTCOMES = ['answered', 'call_back', 'dropped', 'settled_on_line', 'commitment', 'referred', 'other_agency', 'linked', 'same_problem'] as const;

const conclusionOf = (outcome: (typeof OUTCOMES)[number], { otherAgencyId }: Day, requestId: string | undefined): Conclusion => {
  switch (outcome) {
    case 'answered': case 'call_back': case 'dropped': return { outcome };
    case 'settled_on_line': return { outcome, agencyId: otherAgencyId };
    case 'commitment': return { outcome, text: 'تعویض لوله', dueDay: '2027-01-01' as never };
    case 'referred': return { outcome, expertId: null, dueDay: null, note: null };
    case 'other_agency': return { outcome, agencyId: otherAgencyId, note: null };
    case 'linked': case 'same_problem': return requestId === undefined ? { outcome: 'answered' } : { outcome, requestId };
  }
};

const connectedAim = onCall('connected', (id, sessionId) => ({
  really: ({ calls }, command) => told(calls.taking.connected(sessionId, id, command)),
  onPaper: (now) => paperActs.connected(now, id),
}), ['connecting'], nextAim);

const concludeAim = fc.constantFrom(...OUTCOMES).chain((wish) =>
  onCall(`conclude ${wish}`, (id, sessionId, day, { requests }) => {
    const ending = conclusionOf(wish, day, [...requests.values()][0]);
    return {
      really: ({ calls }, command) => told(calls.concluding.conclude(sessionId, id, ending, command)),
      onPaper: (now) => paperActs.conclude(now, id, ending.outcome),
    };
  }, ['talking', 'on_hold'], connectedAim));

const goOnAim = anySession.chain((target) =>
  onCall(`goOn → ${target}`, (id, sessionId, { sessions }) => ({
    really: ({ calls }, command) => told(calls.continuing.goOn(sessionId, id, sessions[target] ?? '', command)),
    onPaper: (now, { callId }) => paperActs.goOn(now, id, target, callId ?? null),
  })));

const stepAim = fc.tuple(liveSession, fc.constantFrom('pause', 'resume', 'resume', 'resume', 'resume', 'extend', 'leave')).map(([session, step]): Aim => (_paper, { sessions }) => ({
  name: `${step}(${session})`,
  really: ({ life }, command) => told(life.step(sessions[session] ?? '', step, command)),
  onPaper: (now) => paperActs.step(now, session, step),
}));

const wayArbitrary = fc.oneof<fc.Arbitrary<PaperWay>[]>(fc.constant('call_back'), fc.constant('register'), anySession.map((to) => ({ to })), fc.constant({ to: 2 }));

/** Everybody his own way, or all of them kept a place tomorrow. */
const wishesArbitrary = fc.oneof(fc.array(wayArbitrary, { minLength: 6, maxLength: 6 }), fc.constant<PaperWay[]>([{ to: 2 }]));

const closeAim = fc.tuple(liveSession, fc.boolean(), wishesArbitrary, fc.nat({ max: 5 })).map(([session, cancelled, wishes, chance]): Aim => (paper, { sessions }) => {
  const seen = [...paper.calls.values()].filter((call) => call.session === session && isOpen(call));
  // Now and then somebody is forgotten.
  const ways = new Map(seen.slice(chance === 0 ? 1 : 0).map(({ id }, index): [string, PaperWay] => [id, wishes[index % wishes.length] ?? 'call_back']));
  const asked = Object.fromEntries([...ways].map(([id, way]) => [id, typeof way === 'string' ? { way } : { way: 'carry' as const, to: sessions[way.to] ?? '' }]));
  return {
    name: `close(${session}: ${[...ways.values()].map((way) => (typeof way === 'string' ? way : `→ ${way.to}`)).join(', ')})`,
    really: ({ calls }, command) => told(calls.closing.end(sessions[session] ?? '', { cancelled: cancelled ? 'نیامد' : null, ways: asked }, command)),
    onPaper: (now, _told, after) => paperActs.close(now, session, cancelled, ways, (id) => after.calls[id]?.later ?? null),
  };
});

const simple = {
  take: onCall('take', (id, sessionId) => ({ really: ({ calls }, command) => told(calls.taking.take(sessionId, id, command)), onPaper: (now) => paperActs.take(now, id) })),
  unanswered: onCall('unanswered', (id, sessionId) => ({ really: ({ calls }, command) => told(calls.taking.unanswered(sessionId, id, command)), onPaper: (now) => paperActs.unanswered(now, id) }), ['connecting'], nextAim),
  hold: onCall('hold', (id, sessionId) => ({ really: ({ calls }, command) => told(calls.holding.hold(sessionId, id, { reason: 'پرونده', minutes: 1 }, command)), onPaper: (now) => paperActs.hold(now, id, 1) }), ['talking'], connectedAim),
  back: fc.nat({ max: 3 }).chain((after) => onCall(`back ${after}`, (id, sessionId) => ({ really: ({ calls }, command) => told(calls.holding.back(sessionId, id, after, command)), onPaper: (now) => paperActs.back(now, id, after) }))),
  move: fc.nat({ max: 3 }).chain((after) => onCall(`move ${after}`, (id, sessionId) => ({ really: ({ calls }, command) => told(calls.holding.move(sessionId, id, after, command)), onPaper: (now) => paperActs.move(now, id, after) }))),
  leave: fc.constantFrom('dropped_early' as const, 'call_back' as const).chain((outcome) => onCall(`leave ${outcome}`, (id, sessionId) => ({ really: ({ calls }, command) => told(calls.holding.leave(sessionId, id, outcome, command)), onPaper: (now) => paperActs.leave(now, id, outcome) }))),
  finish: onCall('finish', (id, sessionId) => ({ really: ({ calls }, command) => told(calls.holding.finish(sessionId, id, command)), onPaper: (now) => paperActs.finish(now, id) }), ['wrap_up'], concludeAim),
} as const;

/** Whatever anybody may do to a day's queues, the common things more often. */
export const anyAim: fc.Arbitrary<Aim> = fc.oneof(
  { weight: 16, arbitrary: queueAim }, { weight: 8, arbitrary: nextAim }, { weight: 2, arbitrary: simple.take }, { weight: 7, arbitrary: connectedAim },
  { weight: 8, arbitrary: concludeAim }, { weight: 2, arbitrary: simple.unanswered }, { weight: 3, arbitrary: simple.hold }, { weight: 2, arbitrary: simple.back }, { weight: 1, arbitrary: simple.move },
  { weight: 2, arbitrary: simple.leave }, { weight: 2, arbitrary: simple.finish }, { weight: 2, arbitrary: goOnAim }, { weight: 1, arbitrary: stepAim }, { weight: 1, arbitrary: closeAim },
);
