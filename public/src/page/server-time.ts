/** So much a browser's clock may be off before it is told by the server's. */
const TOLERANCE_MS = 1_500;

const offsetOf = (stamp: string | undefined): number => {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  // The page was made when its first byte came, however long its scripts took.
  const arrived = performance.timeOrigin + (navigation?.responseStart ?? 0);
  const offset = stamp === undefined ? 0 : Date.parse(stamp) - arrived;
  return Number.isFinite(offset) && Math.abs(offset) > TOLERANCE_MS ? offset : 0;
};

const offset = offsetOf(document.querySelector<HTMLElement>('[data-server-now]')?.dataset['serverNow']);

/** Milliseconds since 1970 by the server's clock, where the page says (`data-server-now`) what it showed; else by the browser's own. */
export const serverNow = (): number => Date.now() + offset;
