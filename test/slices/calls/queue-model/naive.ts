import type { CallOutcome, CallState } from '../../../../server/domain/call.ts';
import type { LifeState } from '../../../../server/domain/session-life.ts';

/** A call as a naive operator with a pencil keeps it. */
export interface PaperCall {
  readonly id: string;
  /** Who calls; 0 are those whom nothing tells apart. */
  readonly person: number;
  readonly session: number;
  readonly priority: boolean;
  state: CallState;
  line: 'on_line' | 'to_ring';
  tries: number;
  taken: boolean;
  talked: boolean;
  holdUntil: number;
  outcome: CallOutcome | null;
  later: string | null;
}

/** A session on paper: who waits, in order, those with priority first; and who is at the desk. */
export interface PaperSession {
  readonly agency: number;
  readonly when: 'today' | 'later' | 'past';
  state: LifeState;
  hostLeft: boolean;
  desk: string | null;
  queue: string[];
}

/** The whole day on paper; `now` are seconds since nine. */
export interface Paper {
  now: number;
  readonly sessions: PaperSession[];
  readonly calls: Map<string, PaperCall>;
}

/** The rules of the queue under test, small so that they are met often. */
export const RULE = { retryAfter: 1, retries: 2, queueMost: 3 } as const;

export const copyOf = (paper: Paper): Paper => structuredClone(paper);

export const sessionAt = (paper: Paper, number: number): PaperSession => {
  const session = paper.sessions[number];
  if (session === undefined) throw new Error(`no session ${number}`);
  return session;
};

export const callAt = (paper: Paper, id: string): PaperCall => {
  const call = paper.calls.get(id);
  if (call === undefined) throw new Error(`no call ${id}`);
  return call;
};

const isPresent = ({ state }: PaperCall): boolean => state === 'connecting' || state === 'talking';
export const isOpen = (call: PaperCall): boolean => isPresent(call) || call.state === 'waiting' || call.state === 'on_hold';
const callsOf = (paper: Paper, session: number): PaperCall[] => [...paper.calls.values()].filter((one) => one.session === session);

/** Puts a call behind so many of its kind. */
function insert(paper: Paper, call: PaperCall, after: number): void {
  const { queue } = sessionAt(paper, call.session);
  const at = queue.indexOf(call.id);
  if (at >= 0) queue.splice(at, 1);
  const first = queue.filter((id) => callAt(paper, id).priority).length;
  const [from, count] = call.priority ? [0, first] : [first, queue.length - first];
  queue.splice(from + Math.min(after, count), 0, call.id);
  call.state = 'waiting';
}

const take = (paper: Paper, session: PaperSession, call: PaperCall): string => {
  const before = session.desk === null ? null : callAt(paper, session.desk);
  if (before !== null && isPresent(before)) return 'host_busy';
  if (call.state !== 'waiting' && call.state !== 'on_hold') return 'call_moved_on';
  if (before !== null) before.state = 'ended';
  session.queue = session.queue.filter((id) => id !== call.id);
  if (call.state === 'waiting') call.talked = false;
  call.state = call.state === 'on_hold' ? 'talking' : 'connecting';
  call.taken = true;
  session.desk = call.id;
  return 'done';
};

const isAnswering = ({ state, hostLeft }: PaperSession): boolean => ['open', 'paused', 'closing'].includes(state) && !hostLeft;

/** Leaves queue and desk with an outcome. */
function end(paper: Paper, call: PaperCall, outcome: CallOutcome, later: string | null = null): void {
  const session = sessionAt(paper, call.session);
  session.queue = session.queue.filter((id) => id !== call.id);
  if (session.desk === call.id) session.desk = null;
  Object.assign(call, { state: 'ended', outcome, later });
}

const entry = (paper: Paper, target: number): string | null => {
  const { state, when } = sessionAt(paper, target);
  if (state === 'paused') return 'session_paused';
  if (state === 'closing') return 'session_closing';
  return state === 'closed' || state === 'cancelled' || when === 'past' ? 'session_over' : null;
};

/** The one who gave no phone. */
const NAMELESS = 0;

/** Puts somebody at the end of a queue, under an id; without one it is only tried. */
function join(paper: Paper, session: number, { person, priority, line }: Pick<PaperCall, 'person' | 'priority' | 'line'>, id: string | undefined): string {
  if (person !== NAMELESS && callsOf(paper, session).some((one) => one.person === person && isOpen(one))) return 'already_in_queue';
  if (sessionAt(paper, session).queue.length >= RULE.queueMost) return 'session_full';
  if (id === undefined) return 'done';
  const call: PaperCall = { id, person, session, priority, line, state: 'waiting', tries: 0, taken: false, talked: false, holdUntil: 0, outcome: null, later: null };
  paper.calls.set(id, call);
  insert(paper, call, Infinity);
  return 'done';
}

/** Lets a call go on at the end of another queue; who is to be rung there needs a phone. */
function onward(paper: Paper, call: PaperCall, target: number, outcome: 'carried' | 'transferred', later: string | null): string {
  const refusal = entry(paper, target);
  if (refusal !== null) return refusal;
  const line = outcome === 'transferred' ? call.line : 'to_ring';
  if (line === 'to_ring' && call.person === NAMELESS) return 'no_phone';
  // Where it was refused there is no such call, but those who come after him must find him there.
  const code = join(paper, target, { ...call, line }, later ?? `after ${call.id}`);
  if (code === 'done') end(paper, call, outcome, later);
  return code;
}

/** What each act comes to on paper: `done` and the paper changed, or the refusal's code and nothing changed. */
export const paperActs = {
  queue(paper: Paper, session: number, person: number, priority: boolean, id: string | undefined): string {
    const refusal = entry(paper, session);
    if (refusal !== null) return refusal;
    const line = sessionAt(paper, session).when === 'today' ? 'on_line' : 'to_ring';
    if (line === 'to_ring' && person === NAMELESS) return 'phone_needed';
    return join(paper, session, { person, priority, line }, id);
  },
  next(paper: Paper, number: number): string {
    const session = sessionAt(paper, number);
    if (!isAnswering(session)) return 'session_not_open';
    const held = callsOf(paper, number).filter(({ state }) => state === 'on_hold').sort((one, other) => one.holdUntil - other.holdUntil || (one.id < other.id ? -1 : 1));
    const id = held.find(({ holdUntil }) => holdUntil <= paper.now)?.id ?? session.queue[0] ?? held[0]?.id;
    return id === undefined ? 'nobody_waiting' : take(paper, session, callAt(paper, id));
  },
  take(paper: Paper, id: string): string {
    const call = callAt(paper, id);
    const session = sessionAt(paper, call.session);
    if (isPresent(call) || call.state === 'wrap_up' || (call.state === 'ended' && call.taken)) return 'call_taken';
    return isAnswering(session) ? take(paper, session, call) : 'session_not_open';
  },
  connected(paper: Paper, id: string): string {
    const call = callAt(paper, id);
    if (call.state === 'talking' || call.state === 'wrap_up') return 'call_taken';
    if (call.state !== 'connecting') return 'call_moved_on';
    Object.assign(call, { state: 'talking', talked: true });
    return 'done';
  },
  unanswered(paper: Paper, id: string): string {
    const call = callAt(paper, id);
    if (!isPresent(call)) return 'call_moved_on';
    call.tries += 1;
    if (call.tries >= RULE.retries) {
      end(paper, call, call.person === NAMELESS ? 'dropped_early' : 'call_back');
      return 'done';
    }
    sessionAt(paper, call.session).desk = null;
    Object.assign(call, { taken: false, talked: false, line: call.person === NAMELESS ? call.line : 'to_ring' });
    insert(paper, call, RULE.retryAfter);
    return 'done';
  },
  hold(paper: Paper, id: string, minutes: number): string {
    const call = callAt(paper, id);
    const session = sessionAt(paper, call.session);
    if (session.desk !== id) return 'call_not_present';
    if (call.state === 'connecting') return 'not_connected';
    if (call.state === 'wrap_up') return 'call_taken';
    Object.assign(call, { state: 'on_hold', holdUntil: paper.now + minutes * 60 });
    session.desk = null;
    return 'done';
  },
  back(paper: Paper, id: string, after: number): string {
    const call = callAt(paper, id);
    const session = sessionAt(paper, call.session);
    if (call.state === 'wrap_up') return 'call_taken';
    if (call.state === 'ended') return 'call_moved_on';
    if (session.desk === id) session.desk = null;
    if (call.state !== 'waiting') Object.assign(call, { taken: false, talked: false });
    insert(paper, call, after);
    return 'done';
  },
  /** The centre gives him another place, as long as he is not before the host. */
  move(paper: Paper, id: string, after: number): string {
    const call = callAt(paper, id);
    return isPresent(call) ? 'call_taken' : paperActs.back(paper, id, after);
  },
  leave(paper: Paper, id: string, outcome: 'dropped_early' | 'call_back'): string {
    const call = callAt(paper, id);
    if (isPresent(call) || call.state === 'wrap_up') return 'call_taken';
    if (outcome === 'call_back' && call.person === NAMELESS) return 'no_phone';
    if (call.state === 'ended') return 'call_moved_on';
    end(paper, call, outcome);
    return 'done';
  },
  finish(paper: Paper, id: string): string {
    const call = callAt(paper, id);
    if (call.state !== 'wrap_up') return 'done';
    call.state = 'ended';
    sessionAt(paper, call.session).desk = null;
    return 'done';
  },
  conclude(paper: Paper, id: string, outcome: CallOutcome): string {
    const call = callAt(paper, id);
    const session = sessionAt(paper, call.session);
    if (call.state === 'wrap_up' || (call.state === 'ended' && call.taken)) return 'call_taken';
    if (call.state !== 'on_hold' && session.desk !== id) return 'call_not_present';
    if (call.state === 'connecting' && outcome !== 'dropped' && outcome !== 'call_back') return 'not_connected';
    if (outcome === 'call_back' && call.person === NAMELESS) return 'no_phone';
    Object.assign(call, { state: session.desk === id ? 'wrap_up' : 'ended', outcome });
    return 'done';
  },
  goOn(paper: Paper, id: string, target: number, later: string | null): string {
    const call = callAt(paper, id);
    if (!isOpen(call) || target === call.session) return 'call_moved_on';
    return onward(paper, call, target, sessionAt(paper, target).when === 'today' ? 'transferred' : 'carried', later);
  },
  step(paper: Paper, number: number, step: 'pause' | 'resume' | 'extend' | 'leave'): string {
    const session = sessionAt(paper, number);
    if (session.state === 'closed' || session.state === 'cancelled') return 'session_over';
    // Nobody leaves in the middle of a talk.
    if (step === 'leave' && session.desk !== null && isPresent(callAt(paper, session.desk))) return 'host_busy';
    const from = { pause: ['open'], resume: ['paused', 'closing'], extend: ['open', 'paused', 'closing'], leave: ['open', 'paused', 'closing'] }[step];
    if (!from.includes(session.state) || (step === 'leave' && session.hostLeft)) return 'session_step';
    session.state = step === 'pause' ? 'paused' : step === 'resume' ? 'open' : 'closing';
    session.hostLeft = step === 'leave' || (step !== 'resume' && session.hostLeft);
    return 'done';
  },
  /** Ends a session; `ways` are those chosen for whoever was seen to be left: whoever was on hold goes first, then the queue in its order. */
  close(paper: Paper, number: number, cancelled: boolean, ways: ReadonlyMap<string, PaperWay>, laterOf: (id: string) => string | null): string {
    const session = sessionAt(paper, number);
    if (session.state === 'closed' || session.state === 'cancelled') return 'session_over';
    const calls = callsOf(paper, number);
    if (calls.some(isPresent)) return 'call_in_progress';
    const held = calls.filter(({ state }) => state === 'on_hold').sort((one, other) => one.holdUntil - other.holdUntil || (one.id < other.id ? -1 : 1));
    const left = [...held, ...session.queue.map((id) => callAt(paper, id))];
    if (left.some(({ id }) => !ways.has(id))) return 'people_left';
    for (const call of left) {
      const way = ways.get(call.id);
      if (way !== 'register' && call.person === NAMELESS) return 'no_phone';
      if (way === undefined || typeof way === 'string') {
        end(paper, call, way === 'register' ? 'registered' : 'call_back');
        continue;
      }
      if (way.to === number || sessionAt(paper, way.to).agency !== session.agency) return 'carry_nowhere';
      const code = onward(paper, call, way.to, 'carried', laterOf(call.id));
      if (code !== 'done') return code;
    }
    for (const call of calls) if (call.state === 'wrap_up') call.state = 'ended';
    Object.assign(session, { state: cancelled ? 'cancelled' : 'closed', desk: null });
    return 'done';
  },
};

/** What becomes of a caller who was not reached. */
export type PaperWay = 'call_back' | 'register' | { readonly to: number };
