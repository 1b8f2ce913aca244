import type { Browser } from './browser.ts';
import type { Room } from './room.ts';
import type { Convened, Supervisor } from './supervisor.ts';

/** Sits down at a session's desk with a code, as the host does. */
export async function sitDown(browser: Browser, code: string): Promise<void> {
  await browser.open('/seat');
  const { status } = await browser.send('/seat', { code });
  if (status !== 303) throw new Error(`The code was not taken (${status}).`);
}

/** Lets people call for a session, so many an hour of life, until everybody goes home. */
export async function letCall(room: Room, { id, agencyId }: Pick<Convened, 'id' | 'agencyId'>, { rate, first, newCaller }: { readonly rate: number; readonly first: number; readonly newCaller: () => Room['ringing'][number]['caller'] }): Promise<void> {
  const ring = (): void => void room.ringing.push({ caller: newCaller(), sessionId: id, agencyId });
  for (let count = 0; count < first; count += 1) ring();
  while (room.isOpen()) {
    await room.rest(room.chance.until(3600 / rate));
    if (room.isOpen()) ring();
  }
}

const TILES = {
  'پاسخ داده شد': ['answered'],
  'در همین تماس حل شد': ['settled_on_line'],
  'تعهد با مهلت': ['commitment'],
  'ارجاع به کارشناس': ['referred'],
  'مربوط به دستگاه دیگر': ['other_agency'],
  'تماس قطع شد': ['dropped', 'dropped_early'],
  'دوباره تماس می‌گیریم': ['call_back'],
  'ثبت درخواست': ['registered'],
} as const;

/** Closes a session and compares what its summary says with what everybody was told; each difference is a fault. */
export async function closeAndCompare({ tally }: Room, supervisor: Supervisor, { id, title }: Pick<Convened, 'id' | 'title'>): Promise<void> {
  const figures = await supervisor.close(id);
  if (figures === null) return;
  for (const [label, outcomes] of Object.entries(TILES)) {
    const [said, counted] = [figures.get(label), tally.endedIn(id, ...outcomes)];
    if (said !== counted) tally.fault(`the summary of ${title} says ${said ?? 'nothing'} of «${label}», and ${counted} were told so`);
  }
  const [open, unseen] = [tally.openIn(id), tally.unseenIn(id)];
  if (open.length > 0) tally.fault(`${open.length} calls of ${title} came to nothing: ${open.slice(0, 5).join(', ')}`);
  if (unseen.length > 0) tally.fault(`${unseen.length} calls of ${title} were never on its host's screen: ${unseen.slice(0, 5).join(', ')}`);
}
