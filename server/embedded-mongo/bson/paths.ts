import type { Comparator } from './compare.ts';
import type { Document } from './values.ts';
import { EMPTY_ARRAY, getOwn, isDocument, toNumber } from './values.ts';

const INDEX = /^\d+$/;
export const isIndex = (step: string): boolean => INDEX.test(step);

/**
 * Every value a dotted path reaches, as filters see it: an array on the way is entered by index and through each of
 * its documents. `undefined` stands for "missing here"; an array without documents reaches nothing at all. What the
 * last step takes out of an array by index goes to `wholes`: filters do not look for items inside it.
 */
export function reach(
  value: unknown,
  steps: readonly string[],
  at = 0,
  out: unknown[] = [],
  wholes: unknown[] = out,
): unknown[] {
  const step = steps[at];
  if (step === undefined) {
    out.push(value);
  } else if (Array.isArray(value)) {
    if (isIndex(step) && Number(step) < value.length) {
      if (at === steps.length - 1) wholes.push(value[Number(step)]);
      else reach(value[Number(step)], steps, at + 1, out, wholes);
    }
    for (const item of value) if (isDocument(item)) reach(item, steps, at, out, wholes);
  } else {
    const next = isDocument(value) ? getOwn(value, step) : undefined;
    if (next === undefined) out.push(undefined);
    else reach(next, steps, at + 1, out, wholes);
  }
  return out;
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

interface Keyed<T> {
  readonly row: T;
  readonly keys: unknown[];
}

const fieldsOf = (spec: Document): { steps: string[]; direction: Direction }[] =>
  Object.entries(spec).map(([path, order]) => ({ steps: path.split('.'), direction: directionOf(order) }));

/** Rows with the values they are sorted by. */
export function keyed<T>(
  rows: readonly T[],
  spec: Document,
  compare: Comparator,
  documentOf: (row: T) => unknown,
): Keyed<T>[] {
  const fields = fieldsOf(spec);
  return rows.map((row) => ({
    row,
    keys: fields.map(({ steps, direction }) => sortKey(documentOf(row), steps, direction, compare)),
  }));
}

/** The order a sort specification such as `{ at: -1, _id: 1 }` gives keyed rows. */
export function comparatorOf(spec: Document, compare: Comparator) {
  const fields = fieldsOf(spec);
  return (a: Keyed<unknown>, b: Keyed<unknown>): number => {
    for (const [i, { direction }] of fields.entries()) {
      const order = compare(a.keys[i], b.keys[i]);
      if (order !== 0) return order * direction;
    }
    return 0;
  };
}

/** Sorts a copy stably by a sort specification; `documentOf` finds the document. */
export const sortBy = <T>(
  rows: readonly T[],
  spec: Document,
  compare: Comparator,
  documentOf: (row: T) => unknown,
): T[] =>
  keyed(rows, spec, compare, documentOf)
    .sort(comparatorOf(spec, compare))
    .map(({ row }) => row);

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
