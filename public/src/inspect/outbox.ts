import type { VisitReport } from '../../../server/domain/inspection/report.ts';
import type { OfflineOpening, TargetSight } from '../../../server/inspections/phone-types.ts';
import { newKey } from '../page/keys.ts';
import { sightIn } from './box.ts';
import { toUtf8, type Bytes } from './bytes.ts';
import { CHANGING, type Days } from './day.ts';
import { reportOf, type Draft } from './draft.ts';
import { shotId, type Drafts } from './drafts.ts';
import { sealFor } from './envelope.ts';
import { withTarget, type KnownDay } from './known-day.ts';
import { alone } from './locks.ts';
import type { Sending, Store } from './store.ts';

/** What lies sealed on the phone: it can be sent and counted, and read by nobody here. */
export interface Outbox {
  of(userId: string): Promise<readonly Sending[]>;
  /** How many things of other people wait here for their own login. */
  othersWaiting(userId: string | null): Promise<number>;
  bytes(id: string): Promise<Bytes | null>;
  /** Writes down, sealed and counted, that a target is opened without a network, and only then shows it. Null where its key is not here or it is open already. */
  openTarget(userId: string, targetId: string): Promise<TargetSight | null>;
  /** Seals a visit and its photos; its draft is gone in the same moment. False where it was sealed before, in another tab. */
  seal(userId: string, draft: Draft): Promise<boolean>;
  /** What became of a sending: sent, refused and why, to be tried again, or laid aside with its photos. */
  sent(id: string): Promise<void>;
  refused(id: string, why: string): Promise<void>;
  failed(id: string): Promise<void>;
  again(id: string): Promise<void>;
  lay(id: string): Promise<void>;
  /** Forgets what was sent on days before this one. */
  tidy(userId: string, day: string): Promise<void>;
}

interface Parts {
  readonly store: Store;
  readonly days: Days;
  readonly drafts: Drafts;
}

const PHOTO_WITHOUT_REPORT = 'گزارش این عکس پذیرفته نشد.';
const BLANK = { reportId: '', hash: '', attempts: 0, state: 'waiting', why: '' } as const;
const turnOf = async (store: Store): Promise<number> => (await store.get('counter', 'turn')) ?? 0;

/** The outbox of a store. */
export function createOutbox({ store, days, drafts }: Parts): Outbox {
  const all = async (): Promise<readonly Sending[]> => (await store.getAll('outbox')).sort((one, other) => one.turn - other.turn);
  const change = (id: string, make: (kept: Sending) => Sending): Promise<void> => alone(CHANGING, async () => {
    const kept = await store.get('outbox', id);
    if (kept !== undefined) await store.put('outbox', make(kept), id);
  });
  const family = async (id: string): Promise<readonly Sending[]> => (await all()).filter((one) => one.id === id || one.reportId === id);

  return {
    of: async (userId) => (await all()).filter((one) => one.userId === userId),
    othersWaiting: async (userId) => (await all()).filter((one) => one.userId !== userId && one.state === 'waiting').length,
    bytes: async (id) => (await store.get('sealed', id)) ?? null,

    openTarget: (userId, targetId) => alone(CHANGING, async () => {
      const [day, key] = [await days.read(userId), await days.keyOf(userId, targetId)];
      const target = day?.targets.find(({ id }) => id === targetId);
      if (day === null || target === undefined || key === null || target.sight !== null) return null;
      const sight = await sightIn(targetId, target.box, key);
      const [count, turn, openedAt, id] = [((await store.get('counter', userId)) ?? 0) + 1, (await turnOf(store)) + 1, new Date().toISOString(), newKey()];
      const opening: OfflineOpening = { targetId, inspectorId: userId, count, openedAt };
      const bytes = await sealFor(day.publicKey, toUtf8(JSON.stringify(opening)));
      const record = await days.record(withTarget(day, targetId, { sight, openedAt, how: 'offline' }));
      const work = store.transaction(['outbox', 'sealed', 'counter', 'day'], 'readwrite');
      await Promise.all([
        work.objectStore('outbox').put({ ...BLANK, id, userId, kind: 'opening', day: day.day, place: target.place, turn, at: openedAt }, id),
        work.objectStore('sealed').put(bytes, id),
        work.objectStore('counter').put(count, userId),
        work.objectStore('counter').put(turn, 'turn'),
        work.objectStore('day').put(record, userId),
        work.done,
      ]);
      return sight;
    }),

    seal: (userId, draft) => alone(CHANGING, async () => {
      const day = await days.read(userId);
      if (day === null || (await drafts.read(userId, draft.targetId)) === null) return false;
      const [id, sealedAt] = [newKey(), new Date().toISOString()];
      const report = reportOf(draft, { id, inspectorId: userId, sealedAt }) as VisitReport;
      const photos = await Promise.all(report.photos.map(async (hash) => {
        const photo = await drafts.photo(draft.targetId, hash);
        if (photo === null) throw new Error('A photo of the draft is gone.');
        return { hash, bytes: await sealFor(day.publicKey, photo) };
      }));
      const bytes = await sealFor(day.publicKey, toUtf8(JSON.stringify(report)));
      const record = await days.record(day.day === draft.day ? withTarget(day, draft.targetId, { reported: true }) : day);
      const turn = await turnOf(store);
      const common = { ...BLANK, userId, day: draft.day, place: draft.place, at: sealedAt };
      const work = store.transaction(['outbox', 'sealed', 'counter', 'day', 'drafts', 'shots'], 'readwrite');
      const [outbox, sealed] = [work.objectStore('outbox'), work.objectStore('sealed')];
      await Promise.all([
        outbox.put({ ...common, id, kind: 'report', turn: turn + 1 }, id),
        sealed.put(bytes, id),
        ...photos.flatMap((photo, index) => {
          const own = `${id} ${photo.hash}`;
          return [outbox.put({ ...common, id: own, kind: 'photo', reportId: id, hash: photo.hash, turn: turn + 2 + index }, own), sealed.put(photo.bytes, own), work.objectStore('shots').delete(shotId(draft.targetId, photo.hash))];
        }),
        work.objectStore('counter').put(turn + 1 + photos.length, 'turn'),
        work.objectStore('day').put(record, userId),
        work.objectStore('drafts').delete(draft.targetId),
        work.done,
      ]);
      return true;
    }),

    sent: (id) => alone(CHANGING, async () => {
      const kept = await store.get('outbox', id);
      if (kept === undefined) return;
      const work = store.transaction(['outbox', 'sealed'], 'readwrite');
      await Promise.all([work.objectStore('outbox').put({ ...kept, state: 'sent', why: '' }, id), work.objectStore('sealed').delete(id), work.done]);
    }),
    refused: (id, why) => alone(CHANGING, async () => {
      const ours = await family(id);
      const report = ours.find((one) => one.id === id);
      const day: KnownDay | null = report?.kind === 'report' ? await days.read(report.userId) : null;
      const target = day?.targets.find(({ place }) => day.day === report?.day && place === report.place);
      // Whoever was refused may write the visit again: what he sealed cannot be read here.
      const record = day === null || target === undefined ? null : await days.record(withTarget(day, target.id, { reported: false }));
      const work = store.transaction(['outbox', 'day'], 'readwrite');
      await Promise.all([
        ...ours.map((one) => work.objectStore('outbox').put({ ...one, state: 'refused', why: one.id === id ? why : PHOTO_WITHOUT_REPORT }, one.id)),
        ...(record === null ? [] : [work.objectStore('day').put(record, record.userId)]),
        work.done,
      ]);
    }),
    failed: (id) => change(id, (kept) => ({ ...kept, attempts: kept.attempts + 1 })),
    again: (id) => alone(CHANGING, async () => {
      const ours = (await family(id)).filter(({ state }) => state === 'refused');
      const work = store.transaction('outbox', 'readwrite');
      await Promise.all([...ours.map((one) => work.store.put({ ...one, state: 'waiting', why: '' }, one.id)), work.done]);
    }),
    tidy: (userId, day) => alone(CHANGING, async () => {
      const old = (await all()).filter((one) => one.userId === userId && one.state === 'sent' && one.day < day);
      const work = store.transaction('outbox', 'readwrite');
      await Promise.all([...old.map(({ id }) => work.store.delete(id)), work.done]);
    }),
    lay: (id) => alone(CHANGING, async () => {
      const ours = await family(id);
      const work = store.transaction(['outbox', 'sealed'], 'readwrite');
      await Promise.all([...ours.flatMap((one) => [work.objectStore('outbox').delete(one.id), work.objectStore('sealed').delete(one.id)]), work.done]);
    }),
  };
}
