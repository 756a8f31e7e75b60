import process from 'node:process';

/** Milliseconds on the machine's monotonic clock: comparable between processes of one machine. */
export const clock = (): number => Number(process.hrtime.bigint()) / 1e6;

/** The value that `share` of the sorted values do not exceed; NaN for none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const place = Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1);
  return sorted[Math.max(0, place)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number =>
  percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly n: number;
}

export function spreadOf(values: Float32Array): Spread {
  const sorted = values.toSorted();
  return {
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    n: sorted.length,
  };
}

/** Waits until `holds`, looking every few milliseconds. @throws when it does not within `withinMs` */
export async function until(what: string, holds: () => boolean, withinMs = 30_000): Promise<void> {
  const limit = clock() + withinMs;
  while (!holds()) {
    if (clock() > limit) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
