const PAUSE_MS = 50;
const PATIENCE_MS = 8_000;

/** Waits until something is so, and throws what it was called when it is not within 8 s: the pages' policy lets no text be run in them to wait there. */
export async function until(what: string, isSo: () => Promise<boolean>, withinMs: number = PATIENCE_MS): Promise<void> {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > withinMs) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
