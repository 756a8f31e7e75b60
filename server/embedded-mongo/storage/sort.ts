import { BREATH, type Breath } from '../breath.ts';
import type { Comparator } from '../bson/compare.ts';
import { comparatorOf, keyed } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';

/** Rows sorted at once; more are merged of such parts, so that a large sort does not hold up the process. */
const PART = 4096;

/** Sorts stably as `sortBy` does, with a breath after each part. */
export function* sortInTurns<T>(
  rows: readonly T[],
  spec: Document,
  compare: Comparator,
  documentOf: (row: T) => unknown,
): Generator<Breath, T[]> {
  const order = comparatorOf(spec, compare);
  let parts: (readonly { row: T; keys: unknown[] }[])[] = [];
  for (let at = 0; at < rows.length; at += PART) {
    if (at > 0) yield BREATH;
    parts.push(keyed(rows.slice(at, at + PART), spec, compare, documentOf).sort(order));
  }
  while (parts.length > 1) {
    const longer: typeof parts = [];
    for (let i = 0; i < parts.length; i += 2)
      longer.push(yield* merged(parts[i] ?? [], parts[i + 1] ?? [], order));
    parts = longer;
  }
  return (parts[0] ?? []).map(({ row }) => row);
}

function* merged<T>(a: readonly T[], b: readonly T[], order: (x: T, y: T) => number): Generator<Breath, T[]> {
  const result: T[] = [];
  let i = 0;
  for (const next of b) {
    for (let first = a[i]; first !== undefined && order(first, next) <= 0; first = a[i]) {
      result.push(first);
      i += 1;
      if (result.length % PART === 0) yield BREATH;
    }
    result.push(next);
    if (result.length % PART === 0) yield BREATH;
  }
  return [...result, ...a.slice(i)];
}
