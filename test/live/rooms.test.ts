import { expect } from 'chai';
import fc from 'fast-check';
import { hostLive, notesLive } from '../../server/calls/host-live.ts';
import type { HostWatch } from '../../server/calls/host-watch.ts';
import { createRooms, roomOf } from '../../server/live/rooms.ts';
import type { LiveSlice } from '../../server/live/slice.ts';

const id = fc.constantFrom('a', 'b', 'hour-x-2026-11-25', 'c');
const stream = fc.tuple(fc.constantFrom('session:', 'notes:', 'commitments:', 'user:', 'draft:'), id).map(([kind, of]) => `${kind}${of}`);

/** Two slices of which nothing is known but which streams show what. */
const slices = (): LiveSlice[] => {
  const watch = { knownAgencyOf: (session: string) => (session === 'a' ? 'c' : undefined) } as unknown as HostWatch;
  const render = (): string => '';
  return [hostLive({ watch, render }), notesLive({ watch, render })];
};

describe('the rooms of those who watch', () => {
  it('are found by a change’s streams exactly where each would say that it shows them', () => {
    fc.assert(fc.property(fc.array(stream, { maxLength: 12 }), fc.array(stream, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(11), { maxLength: 4 }), (watched, changed, left) => {
      const all = slices();
      const rooms = createRooms(all);
      const there = new Map<string, { readonly slice: LiveSlice; readonly stream: string }>();
      for (const name of watched) {
        const slice = all.find(({ prefix }) => name.startsWith(prefix));
        if (slice === undefined) continue;
        for (const view of ['one', 'two']) {
          const one = { slice, stream: name, view, audience: 'desk' };
          rooms.add(roomOf(one), one);
          there.set(roomOf(one), one);
        }
      }
      for (const index of left) {
        const room = [...there.keys()][index];
        if (room === undefined) continue;
        rooms.remove(room);
        there.delete(room);
      }
      const wanted = [...there].filter(([, one]) => changed.some((name) => one.slice.shows(one.stream, name))).map(([room]) => room);
      expect([...rooms.showing(new Set(changed)).keys()].sort()).to.deep.equal(wanted.sort());
      expect(rooms.all().map(([room]) => room).sort()).to.deep.equal([...there.keys()].sort());
    }));
  });
});
