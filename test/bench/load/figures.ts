/** The value below which this share of the numbers lies. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A figure with so many decimals. */
export const rounded = (figure: number, decimals = 2): number => Number(figure.toFixed(decimals));

/** Median, least and greatest of several figures. */
export function spreadOf(figures: readonly number[]): { readonly median: number; readonly min: number; readonly max: number } {
  const sorted = [...figures].sort((one, other) => one - other);
  return { median: rounded(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN), min: rounded(sorted[0] ?? Number.NaN), max: rounded(sorted.at(-1) ?? Number.NaN) };
}

/** A whole number from the environment, so that a short look needs no edit. */
export const fromEnvironment = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** Says how a bench is going, on stderr: stdout is for the figures. */
export const tell = (text: string): void => void process.stderr.write(`${text}\n`);

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
