import type { Change, Tx } from '../../db/writer.ts';

/** A change with everything given but what a test is about; its default `apply` raises one event on each stream. */
export function change<R = void>(key: string, given: Partial<Change<R>> = {}): Change<R> {
  const streams = given.streams ?? ['county:isfahan'];
  return {
    key,
    bodyHash: 'body',
    actor: 'clerk',
    at: '2026-11-22T08:00:00.000Z',
    apply: (tx) => {
      for (const stream of streams) tx.raise(stream, 'touched', { by: key });
      return Promise.resolve(undefined as R);
    },
    ...given,
    streams,
  };
}

/** Queues a county's row. */
export function addCounty(tx: Tx, id: string, centre = 'start'): void {
  tx.write(tx.db('counties').insert({ id, name: id, name_key: id, sort_key: id, centre }));
}

/** Queues the conditional write of a county's centre: it touches no row when the centre is no longer `from`. */
export function moveCentre(tx: Tx, id: string, from: string, to: string): void {
  tx.write(tx.db('counties').where({ id, centre: from }).update({ centre: to }));
}
