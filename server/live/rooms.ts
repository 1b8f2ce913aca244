import type { LiveSlice } from './slice.ts';

/** One fragment that somebody looks at. */
export interface Watched {
  readonly slice: LiveSlice;
  readonly stream: string;
  readonly view: string;
  readonly audience: string;
}

/** The name of the room of those who look at a fragment: its stream, view and audience. */
export const roomOf = (one: Pick<Watched, 'stream' | 'view' | 'audience'>): string => `${one.stream}\n${one.view}\n${one.audience}`;

type Entry = readonly [room: string, watched: Watched];

/** Who watches what, by stream: thousands of screens must not be asked one by one whether a change is theirs. */
export function createRooms(slices: readonly LiveSlice[]) {
  const watched = new Map<string, Watched>();
  const byStream = new Map<LiveSlice, Map<string, Map<string, Watched>>>(slices.map((slice) => [slice, new Map<string, Map<string, Watched>>()]));

  const showingIn = (slice: LiveSlice, streams: ReadonlyMap<string, ReadonlyMap<string, Watched>>, changed: string): Entry[] => {
    const near = slice.streamsShowing?.(changed) ?? [...streams.keys()].filter((stream) => slice.shows(stream, changed));
    return near.flatMap((stream) => [...(streams.get(stream) ?? [])]);
  };

  return {
    add(room: string, one: Watched): void {
      watched.set(room, one);
      const streams = byStream.get(one.slice);
      const there = streams?.get(one.stream);
      if (there === undefined) streams?.set(one.stream, new Map([[room, one]]));
      else there.set(room, one);
    },
    remove(room: string): void {
      const one = watched.get(room);
      if (one === undefined) return;
      watched.delete(room);
      const streams = byStream.get(one.slice);
      const there = streams?.get(one.stream);
      there?.delete(room);
      if (there?.size === 0) streams?.delete(one.stream);
    },
    all: (): readonly Entry[] => [...watched],
    /** The rooms whose fragments may look different after changes on these streams, each once. */
    showing(changed: ReadonlySet<string>): ReadonlyMap<string, Watched> {
      const found = new Map<string, Watched>();
      for (const [slice, streams] of byStream) {
        if (streams.size === 0) continue;
        for (const stream of changed) for (const [room, one] of showingIn(slice, streams, stream)) found.set(room, one);
      }
      return found;
    },
  };
}
