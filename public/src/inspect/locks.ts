/** Runs what must not run twice at once, in this tab or in another; whoever comes meanwhile waits. */
export const alone = <T>(name: string, run: () => Promise<T>): Promise<T> => {
  if (navigator.locks !== undefined) return navigator.locks.request(`didar ${name}`, run);
  const before = chains.get(name) ?? Promise.resolve();
  const after = before.then(run, run);
  chains.set(name, after.catch(() => undefined));
  return after;
};

/** The same, but whoever comes meanwhile leaves it to the one who is at it: null. */
export const aloneOrNot = async <T>(name: string, run: () => Promise<T>): Promise<T | null> => {
  if (navigator.locks !== undefined) return navigator.locks.request(`didar ${name}`, { ifAvailable: true }, (lock) => (lock === null ? null : run()));
  if (busy.has(name)) return null;
  busy.add(name);
  try {
    return await run();
  } finally {
    busy.delete(name);
  }
};

// Old browsers have no locks between tabs: there the server's own keys must do, and within a tab this does.
const chains = new Map<string, Promise<unknown>>();
const busy = new Set<string>();
