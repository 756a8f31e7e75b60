import type { Comparator } from './compare.ts';
import type { Document } from './values.ts';
import { EMPTY_ARRAY, getOwn, isDocument, toNumber } from './values.ts';

const INDEX = /^\d+$/;
export const isIndex = (step: string): boolean => INDEX.test(step);

/**
 * Every value a dotted path reaches, as filters see it: an array on the way is entered by index and through each of
 * its documents. `undefined` stands for "missing here".
 */
export function reach(value: unknown, steps: readonly string[], from = 0, out: unknown[] = []): unknown[] {
  reachInto(value, steps, from, out, false);
  return out;
}

function reachInto(
  value: unknown,
  steps: readonly string[],
  at: number,
  out: unknown[],
  inArray: boolean,
): void {
  const step = steps[at];
  if (step === undefined) {
    out.push(value);
  } else if (Array.isArray(value)) {
    let entered = false;
    if (isIndex(step) && Number(step) < value.length) {
      reachInto(value[Number(step)], steps, at + 1, out, false);
      entered = true;
    }
    for (const item of value) {
      if (!isDocument(item)) continue;
      reachInto(item, steps, at, out, true);
      entered = true;
    }
    if (!entered && !inArray) out.push(undefined);
  } else {
    const next = isDocument(value) ? getOwn(value, step) : undefined;
    if (next === undefined) out.push(undefined);
    else reachInto(next, steps, at + 1, out, false);
  }
}

/** The one value at a path; arrays are entered by index only. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const step of path.split('.')) {
    if (Array.isArray(current)) current = isIndex(step) ? current[Number(step)] : undefined;
    else if (isDocument(current)) current = getOwn(current, step);
    else return undefined;
  }
  return current;
}

/** The values under which a document is filed in an index or sorted: an array counts once per item. */
export function keyValues(value: unknown, steps: readonly string[], at = 0): unknown[] {
  const step = steps[at];
  if (step === undefined) {
    if (!Array.isArray(value)) return [value];
    return value.length > 0 ? value : [EMPTY_ARRAY];
  }
  if (Array.isArray(value)) {
    if (isIndex(step) && Number(step) < value.length) return keyValues(value[Number(step)], steps, at + 1);
    const found = value.flatMap((item) => (isDocument(item) ? keyValues(item, steps, at) : [undefined]));
    return found.length > 0 ? found : [undefined];
  }
  return isDocument(value) ? keyValues(getOwn(value, step), steps, at + 1) : [undefined];
}

export type Direction = 1 | -1;
export const directionOf = (value: unknown): Direction => (toNumber(value) < 0 ? -1 : 1);

/** Sorts a copy stably by a sort specification such as `{ at: -1, _id: 1 }`; `documentOf` finds the document. */
export function sortBy<T>(
  rows: readonly T[],
  spec: Document,
  compare: Comparator,
  documentOf: (row: T) => unknown,
): T[] {
  const fields = Object.entries(spec).map(([path, order]) => ({
    steps: path.split('.'),
    direction: directionOf(order),
  }));
  const keyed = rows.map((row) => ({
    row,
    keys: fields.map(({ steps, direction }) => sortKey(documentOf(row), steps, direction, compare)),
  }));
  keyed.sort((a, b) => {
    for (const [i, { direction }] of fields.entries()) {
      const order = compare(a.keys[i], b.keys[i]);
      if (order !== 0) return order * direction;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

/** An array sorts by its smallest item upwards and by its largest downwards. */
function sortKey(
  value: unknown,
  steps: readonly string[],
  direction: Direction,
  compare: Comparator,
): unknown {
  const [first, ...others] = keyValues(value, steps);
  let best = first;
  for (const other of others) if (compare(other, best) * direction < 0) best = other;
  return best;
}
