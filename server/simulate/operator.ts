import { DESK_DONE } from '../wording/desk.ts';
import type { CentreOutcome } from '../domain/call.ts';
import type { Browser } from './browser.ts';
import { emergencyOf, type Caller } from './callers.ts';
import { dataOf, topicsOf, type OfferedTopic } from './page.ts';
import type { Ringing, Room } from './room.ts';
import { openScreen, type Screen } from './screen.ts';

// Of six calls five go to a manager; the rest the centre settles by itself.
const WITHOUT_QUEUE: Readonly<Partial<Record<CentreOutcome, number>>> = { answered_by_centre: 9, out_of_scope: 3, registered: 3, dropped_early: 2, emergency: 0.5, confidential: 0.5 };
const SETTLED = Object.values(WITHOUT_QUEUE).reduce((sum, share) => sum + share, 0) / 100;
// Seconds of life.
const WRITES_DOWN = 45;
const PUTS_THROUGH = 8;
const LOOKS_UP = 20;
/** One more would wait too long: he is called back instead. */
const FULL_QUEUE = 25;

interface Job {
  readonly callId: string;
  readonly sessionId: string;
  /** Since when he is called for: of one who did not answer, each try is a job of its own. */
  readonly since: string;
}

/** Whom the operators' page says to put through. */
const jobsOn = (desk: string): Job[] =>
  desk.split('<article class="desk-job"').slice(1).map((job) => ({ callId: dataOf(job, 'call'), sessionId: dataOf(job, 'session'), since: /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(job)?.[0] ?? '' }));

/** What the page says of one session: whether it takes callers, and how many wait. */
function sessionOn(desk: string, sessionId: string): { readonly takes: boolean; readonly waiting: number } | null {
  const [, rest] = desk.split(`id="session-${sessionId}"`);
  if (rest === undefined) return null;
  const own = rest.split('<article class="desk-session"', 1)[0] ?? '';
  return { takes: dataOf(own, 'takes') === 'yes', waiting: (own.match(/data-place="/g) ?? []).length };
}

const fieldsOf = ({ phone, nationalCode, honorific, name, kind, summary, line, priority }: Caller): Record<string, string> => ({
  phone, identityKind: 'national_code', identity: nationalCode ?? '', honorific, name, kind, summary, line,
  ...(priority === null ? {} : { priority: '1', priorityReason: priority }),
});

/** One operator's shift: he puts through whom the hosts call for, and between that answers the telephones, until everybody goes home. */
export async function workShift(room: Room, browser: Browser, { queueMost }: { readonly queueMost: (sessionId: string) => number }): Promise<void> {
  const { chance, tally } = room;
  const screen: Screen = await openScreen(browser, '/desk', tally);
  room.atLockUp.push(screen.close);
  const topics: readonly OfferedTopic[] = topicsOf((await browser.open('/desk')).text);
  const topicFor = (agencyId: string): string => {
    const own = topics.filter(({ agencyIds }) => agencyIds.includes(agencyId));
    const free = topics.filter(({ agencyIds }) => agencyIds.length === 0);
    return chance.pick(own.length > 0 && chance.happens(0.9) ? own : free.length > 0 ? free : topics).id;
  };

  const putThrough = async ({ callId, sessionId }: Job): Promise<void> => {
    await room.rest(chance.around(PUTS_THROUGH));
    const answers = chance.happens(0.95);
    const answer = await browser.post(`/desk/sessions/${sessionId}/calls/${callId}/${answers ? 'connected' : 'no-answer'}`, {});
    const told = room.told(answer);
    if (told?.['sentence'] === DESK_DONE.unanswered_last) tally.ended('call_back', sessionId, callId);
  };

  const settle = async (fields: Readonly<Record<string, string>>, outcome: CentreOutcome): Promise<void> => {
    const what = outcome === 'emergency' ? `emergency:${emergencyOf(chance)}` : outcome;
    if (room.told(await browser.post('/desk/calls', { ...fields, what })) !== null) tally.ended(outcome, null);
  };

  const answer = async ({ caller, sessionId, agencyId }: Ringing): Promise<void> => {
    await room.rest(chance.around(WRITES_DOWN));
    const fields = { ...fieldsOf(caller), topicId: topicFor(agencyId) };
    if (chance.happens(SETTLED)) return settle(fields, chance.weighted(WITHOUT_QUEUE as Record<CentreOutcome, number>));
    const session = sessionOn(screen.see('desk'), sessionId);
    if (session === null || !session.takes || session.waiting >= Math.min(FULL_QUEUE, queueMost(sessionId))) return settle(fields, 'call_back');
    const since = performance.now();
    const first = await browser.post('/desk/calls', { ...fields, what: 'queue', session: sessionId });
    const knows = first.text.includes('"will_not_reach"') && chance.happens(0.5);
    const last = knows ? await browser.post('/desk/calls', { ...fields, what: 'queue_despite', session: sessionId }) : first;
    const told = room.told(last);
    if (told === null) return settle(fields, 'call_back');
    tally.queued(String(told['callId']), sessionId, since);
  };

  while (room.isOpen()) {
    const job = jobsOn(screen.see('desk')).find(({ callId, since }) => room.claim(`${callId} ${since}`));
    const next = job === undefined ? room.ringing.shift() : undefined;
    if (job !== undefined) await putThrough(job);
    else if (next !== undefined) await answer(next);
    else await screen.change(Math.min(1_000, room.ms(LOOKS_UP)));
  }
}
