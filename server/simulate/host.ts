import { addDays, formatDay, type Day } from '../domain/jalali.ts';
import type { HostOutcome } from '../domain/call.ts';
import type { Browser } from './browser.ts';
import { dataOf } from './page.ts';
import type { Room } from './room.ts';
import { openScreen, type Screen } from './screen.ts';

const OUTCOMES: Readonly<Partial<Record<HostOutcome, number>>> = { answered: 46, referred: 20, commitment: 12, other_agency: 8, settled_on_line: 6, call_back: 4, dropped: 4 };
const PROMISES = ['پیگیری و خبر دادن به متقاضی', 'بازدید کارشناس و رفع مشکل', 'رسیدگی به پرونده و اعلام نتیجه', 'اصلاح صورت‌حساب و تماس با متقاضی'];
const NOTES = ['مشکل را توضیح داد؛ مدارک دارد.', 'پیش از این هم تماس گرفته است.', 'شماره و نشانی درست است.', 'کارشناس باید تماس بگیرد.'];
const HOLDS = ['پرسش از همکار', 'یافتن پرونده'];

// Seconds of life.
const PRESSES_NEXT = 6;
const FINISHES_NOTE = 12;
const LOOKS_UP = 20;
const SEES_WITHIN_MS = 3_000;

interface Desk {
  readonly sessionId: string;
  readonly day: Day;
  /** Seconds of life that a talk takes, in the middle. */
  readonly talk: number;
}

/** A host's hours at his desk: he begins, takes one caller after another and says what came of each, until everybody goes home. */
export async function answerCallers(room: Room, browser: Browser, { sessionId, day, talk }: Desk): Promise<void> {
  const { chance, tally } = room;
  const path = `/host/${sessionId}`;
  const note = (html: string): void => {
    for (const [, callId = ''] of html.matchAll(/id="row-([\w-]+)"/g)) tally.shown(callId);
  };
  const screen: Screen = await openScreen(browser, path, tally, ({ view, html }) => {
    if (view === 'host-queue') note(html);
    if (view === 'host-card' && dataOf(html, 'call') !== '') tally.shown(dataOf(html, 'call'));
  });
  room.atLockUp.push(screen.close);
  note(screen.see('host-queue'));
  const agencies = (JSON.parse((await browser.open(`${path}/agencies`)).text) as readonly { readonly id: string }[]).map(({ id }) => id);
  const post = async (act: string, body: object = {}) => room.told(await browser.post(`${path}/${act}`, body));

  const conclude = async (call: string): Promise<void> => {
    const outcome = chance.weighted(OUTCOMES as Record<HostOutcome, number>);
    const dueDay = formatDay(addDays(day, 3 + Math.floor(chance.number() * 18)));
    const more: Readonly<Partial<Record<HostOutcome, object>>> = {
      referred: { expertId: '', dueDay: '', note: chance.happens(0.4) ? chance.pick(NOTES) : '' },
      commitment: { text: chance.pick(PROMISES), dueDay },
      other_agency: { agencyId: chance.pick(agencies), note: '' },
      settled_on_line: { agencyId: chance.pick(agencies) },
    };
    const told = outcome === 'call_back' ? await post('call-back', { call }) : outcome === 'dropped' ? await post('dropped', { call }) : await post('conclude', { call, outcome, ...more[outcome] });
    if (told !== null) tally.ended(outcome, sessionId, call);
  };

  const talkTo = async (call: string): Promise<void> => {
    await room.rest(chance.around(talk) / 2);
    if (chance.happens(0.5)) await post('note', { call, text: chance.pick(NOTES) });
    await room.rest(chance.around(talk) / 2);
    if (room.isOpen() && chance.happens(0.04) && room.claim(`hold ${call}`)) return void (await post('hold', { call, reason: chance.pick(HOLDS), minutes: '1' }));
    if (room.isOpen() && chance.happens(0.02) && room.claim(`back ${call}`)) return void (await post('back', { call, after: '2' }));
    await conclude(call);
  };

  const wait = (): Promise<void> => screen.change(Math.min(1_000, room.ms(LOOKS_UP)));
  const cardNow = (): { readonly at: string; readonly call: string; readonly mayBegin: boolean } => {
    const card = screen.see('host-card');
    return { at: dataOf(card, 'desk'), call: dataOf(card, 'call'), mayBegin: dataOf(card, 'may-begin') === 'true' };
  };
  /** Looks at the card until it shows what has been done. */
  const see = async (before: { readonly at: string; readonly call: string }): Promise<void> => {
    const isSame = (): boolean => cardNow().at === before.at && cardNow().call === before.call;
    for (const late = performance.now() + SEES_WITHIN_MS; isSame() && performance.now() < late; ) await screen.change(200);
  };
  const next = async (): Promise<void> => {
    const before = cardNow();
    await room.rest(chance.around(PRESSES_NEXT));
    const told = room.isOpen() ? await post('next') : null;
    if (told === null) return;
    tally.taken(String(told['callId']));
    await see(before);
  };

  const act = async (): Promise<void> => {
    const card = cardNow();
    const { at, call } = card;
    if (at === 'ready') return next();
    if (at === 'before' && card.mayBegin) await post('open');
    else if (at === 'talking') await talkTo(call);
    else if (at === 'wrap_up') {
      await room.rest(chance.around(FINISHES_NOTE));
      await post('finish', { call });
    } else return wait();
    await see(card);
  };
  while (room.isOpen()) await act();

  // Whoever is before him when everybody goes home is not left there.
  const { at, call } = cardNow();
  if (at === 'talking') await conclude(call);
  if (at === 'connecting' && (await post('call-back', { call })) !== null) tally.ended('call_back', sessionId, call);
  await post('leave');
}
