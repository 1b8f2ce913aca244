/** How many rows or values go into one statement: no dialect takes thousands of bindings gladly. */
export const PART = 100;

/** A list in parts, in its order, each of at most a hundred. */
export const inParts = <T>(all: readonly T[]): T[][] => Array.from({ length: Math.ceil(all.length / PART) }, (_, part) => all.slice(part * PART, (part + 1) * PART));
