import type { Call } from '../domain/call.ts';
import type { LifeState, SessionLife } from '../domain/session-life.ts';
import type { ChipPart, ChipTone } from '../http/parts.ts';
import { counted, type CountPart } from '../wording/counts.ts';
import { LIFE_STATE_NAMES } from '../wording/sessions.ts';
import type { SessionFacts } from './facts.ts';
import type { Today } from './today.ts';

const LOOKS: Readonly<Record<LifeState, { readonly tone: ChipTone; readonly icon: string }>> = {
  scheduled: { tone: 'plain', icon: 'calendar' },
  awaiting: { tone: 'info', icon: 'armchair' },
  open: { tone: 'ok', icon: 'radio' },
  paused: { tone: 'warning', icon: 'pause' },
  closing: { tone: 'warning', icon: 'hourglass' },
  closed: { tone: 'plain', icon: 'check' },
  cancelled: { tone: 'bad', icon: 'ban' },
};

/** Where a session stands, in words and colour. */
export const lifeChip = ({ state }: Pick<SessionLife, 'state'>): ChipPart => ({ text: LIFE_STATE_NAMES[state], ...LOOKS[state] });

/** How late the host is, counted from the planned beginning; shown from the minute on that the setting calls late. Null where he has come or it is over. */
export function lateOf({ life, rule, now }: SessionFacts): CountPart | null {
  const isExpected = life.hostArrivedAt === null && (life.state === 'scheduled' || life.state === 'awaiting');
  return isExpected ? counted('late', life.startsAt, now, { after: rule.lateMinutes }) : null;
}

/** The longest wait of those who stand in the queue now; null where nobody does. */
export function longestOf({ waiting, rule, now }: SessionFacts, kind: 'minutes' | 'number' = 'minutes'): CountPart | null {
  const first = waiting.map(({ since }) => since).sort()[0];
  return first === undefined ? null : counted(kind, first, now, { after: 0, target: rule.waitMinutes });
}

/** How long the present talk lasts, or how long the caller is being connected; null where nobody is before the host. */
export function presentSince({ present, rule, now }: SessionFacts): CountPart | null {
  if (present === null || present.takenAt === null || present.state === 'wrap_up') return null;
  return counted('clock', present.talkAt ?? present.takenAt, now, { target: rule.talkMinutes });
}

/** How many of the calls ended so; a session's figures and the wallboard's are these. */
export const countOf = (calls: readonly Pick<Call, 'outcome'>[], ...outcomes: readonly Call['outcome'][]): number => calls.filter(({ outcome }) => outcome !== null && outcomes.includes(outcome)).length;

/** The calls of a day, «تماس»: those of its sessions and those that the centre settled itself; whoever came here from another session was counted there, and what is confidential is counted nowhere. */
export const receivedOf = ({ sessions, atCentre }: Pick<Today, 'sessions' | 'atCentre'>): number =>
  sessions.flatMap(({ calls }) => calls).filter(({ earlierCallId }) => earlierCallId === null).length + atCentre.length;
