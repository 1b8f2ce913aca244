/**
 * The least deviation by another road than the product's: a flow with lower bounds. Each slot sends one unit to an agency
 * that is free in it; the units of an agency run along a chain of the slots, whose k-th link, being what it was given so
 * far, must lie between weight·k/sum − D and weight·k/sum + D. Dinic's algorithm decides each D of a binary search.
 * Answers in 1/sum of a session; slots that nobody can take are left out.
 */
export function leastDeviationByFlow(weights: readonly number[], takers: readonly (readonly number[])[]): number {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const open = takers.filter((agencies) => agencies.length > 0);
  let low = 0;
  let high = sum;
  while (!isPossible(weights, sum, open, high)) high *= 2;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isPossible(weights, sum, open, middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isPossible(weights: readonly number[], sum: number, takers: readonly (readonly number[])[], deviation: number): boolean {
  const slots = takers.length;
  const node = (agency: number, slot: number): number => slots + agency * slots + slot;
  const sink = slots + weights.length * slots;
  const source = sink + 1;
  const network = createNetwork(source + 1);
  const demand = new Array<number>(source + 1).fill(0);
  const bounded = (from: number, to: number, least: number, most: number): void => {
    network.connect(from, to, most - least);
    demand[to] = (demand[to] ?? 0) + least;
    demand[from] = (demand[from] ?? 0) - least;
  };
  for (const [slot, agencies] of takers.entries()) {
    demand[slot] = (demand[slot] ?? 0) + 1;
    for (const agency of agencies) network.connect(slot, node(agency, slot), 1);
  }
  // What leaves at the sink is all that came in: its own surplus closes the circulation.
  demand[sink] = (demand[sink] ?? 0) - slots;
  for (const [agency, weight] of weights.entries()) {
    for (let slot = 0; slot < slots; slot += 1) {
      const ideal = weight * (slot + 1);
      const least = Math.max(0, Math.ceil((ideal - deviation) / sum));
      const most = Math.floor((ideal + deviation) / sum);
      if (most < least) return false;
      bounded(node(agency, slot), slot + 1 < slots ? node(agency, slot + 1) : sink, least, most);
    }
  }
  const drain = network.add();
  let wanted = 0;
  demand.forEach((amount, at) => {
    if (amount > 0) {
      network.connect(source, at, amount);
      wanted += amount;
    } else if (amount < 0) network.connect(at, drain, -amount);
  });
  return network.flow(source, drain) === wanted;
}

interface Network {
  readonly add: () => number;
  readonly connect: (from: number, to: number, capacity: number) => void;
  readonly flow: (source: number, sink: number) => number;
}

/** Dinic's maximum flow over arcs stored in pairs: arc ^ 1 is its reverse. */
function createNetwork(size: number): Network {
  const arcs: number[][] = Array.from({ length: size }, () => []);
  const head: number[] = [];
  const room: number[] = [];
  let level: number[] = [];
  let next: number[] = [];

  const layered = (source: number, sink: number): boolean => {
    level = new Array<number>(arcs.length).fill(-1);
    level[source] = 0;
    const queue = [source];
    for (const at of queue) {
      for (const arc of arcs[at] ?? []) {
        const to = head[arc] ?? 0;
        if ((room[arc] ?? 0) > 0 && level[to] === -1) {
          level[to] = (level[at] ?? 0) + 1;
          queue.push(to);
        }
      }
    }
    return level[sink] !== -1;
  };
  /** One path of the layered network, walked without recursion: the chains are as long as the horizon. */
  const push = (source: number, sink: number): number => {
    const path: number[] = [];
    let at = source;
    while (at !== sink) {
      const own = arcs[at] ?? [];
      const arc = own[next[at] ?? 0];
      if (arc === undefined) {
        const back = path.pop();
        if (back === undefined) return 0;
        at = head[back ^ 1] ?? source;
        next[at] = (next[at] ?? 0) + 1;
      } else if ((room[arc] ?? 0) > 0 && level[head[arc] ?? 0] === (level[at] ?? 0) + 1) {
        path.push(arc);
        at = head[arc] ?? sink;
      } else next[at] = (next[at] ?? 0) + 1;
    }
    const amount = Math.min(...path.map((arc) => room[arc] ?? 0));
    for (const arc of path) {
      room[arc] = (room[arc] ?? 0) - amount;
      room[arc ^ 1] = (room[arc ^ 1] ?? 0) + amount;
    }
    return amount;
  };

  return {
    add: () => arcs.push([]) - 1,
    connect: (from, to, capacity) => {
      arcs[from]?.push(head.length);
      head.push(to);
      room.push(capacity);
      arcs[to]?.push(head.length);
      head.push(from);
      room.push(0);
    },
    flow: (source, sink) => {
      let total = 0;
      while (layered(source, sink)) {
        next = new Array<number>(arcs.length).fill(0);
        for (let pushed = push(source, sink); pushed > 0; pushed = push(source, sink)) total += pushed;
      }
      return total;
    },
  };
}
