import type { Collation } from '../bson/collation.ts';
import { SIMPLE } from '../bson/collation.ts';
import { groupKey } from '../bson/key.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isMissing, isNullish, isNumber, setOwn, toNumber, typeName } from '../bson/values.ts';
import { location } from '../errors.ts';
import { combineOrWiden, divide } from '../update/arithmetic.ts';

/** Takes the values of one group one by one, so that no group keeps its documents. */
export interface Accumulator {
  add(value: unknown, document: Document): void;
  result(): unknown;
}

/** The collation is left out where it does not matter. */
export type MakeAccumulator = (collation?: Collation) => Accumulator;

/** Decimals and Longs add exactly. */
const plus = (total: unknown, value: unknown): unknown =>
  typeof total === 'number' && typeof value === 'number'
    ? total + value
    : combineOrWiden('$inc', total, value);

const sum: MakeAccumulator = () => {
  let total: unknown = 0;
  return {
    add: (value) => {
      if (isNumber(value)) total = plus(total, value);
    },
    result: () => total,
  };
};

const average: MakeAccumulator = () => {
  let total: unknown = 0;
  let count = 0;
  return {
    add: (value) => {
      if (!isNumber(value)) return;
      total = plus(total, value);
      count += 1;
    },
    result: () => (count > 0 ? divide(total, count) : null),
  };
};

const extreme =
  (direction: 1 | -1): MakeAccumulator =>
  ({ compare } = SIMPLE) => {
    let best: unknown = null;
    return {
      add: (value) => {
        if (!isNullish(value) && (best === null || compare(value, best) * direction > 0)) best = value;
      },
      result: () => best,
    };
  };

const first: MakeAccumulator = () => {
  let found: unknown;
  let seen = false;
  return {
    add: (value) => {
      if (!seen) found = value;
      seen = true;
    },
    result: () => found ?? null,
  };
};

const last: MakeAccumulator = () => {
  let found: unknown;
  return {
    add: (value) => {
      found = value;
    },
    result: () => found ?? null,
  };
};

const push: MakeAccumulator = () => {
  const values: unknown[] = [];
  return {
    add: (value) => {
      if (!isMissing(value)) values.push(value);
    },
    result: () => values,
  };
};

const addToSet: MakeAccumulator = () => {
  const values = new Map<string, unknown>();
  return {
    add: (value) => {
      if (!isMissing(value) && !values.has(groupKey(value))) values.set(groupKey(value), value);
    },
    result: () => [...values.values()],
  };
};

const count: MakeAccumulator = () => {
  let total = 0;
  return {
    add: () => {
      total += 1;
    },
    result: () => total,
  };
};

const mergeObjects: MakeAccumulator = () => {
  const merged: Document = {};
  return {
    add: (value) => {
      if (isNullish(value)) return;
      if (!isDocument(value)) throw location(40400, '$mergeObjects requires object inputs');
      for (const key of Object.keys(value)) setOwn(merged, key, value[key]);
    },
    result: () => merged,
  };
};

/** Of numbers alone, by Welford's method; decimals count as doubles, as in MongoDB. */
const deviation =
  (least: 1 | 2): MakeAccumulator =>
  () => {
    let n = 0;
    let mean = 0;
    let squares = 0;
    return {
      add: (value) => {
        if (!isNumber(value)) return;
        n += 1;
        const step = toNumber(value) - mean;
        mean += step / n;
        squares += step * (toNumber(value) - mean);
      },
      result: () => (n < least ? null : Math.sqrt(squares / (n + 1 - least))),
    };
  };

/** The `n` of `$firstN` and its like. */
export function nOf(operator: string, n: unknown): number {
  if (!isNumber(n))
    throw location(
      5787902,
      `Value for 'n' must be of integral type, but found ${typeName(n)} in ${operator}`,
    );
  const wanted = toNumber(n);
  if (!Number.isInteger(wanted))
    throw location(5787903, `Value for 'n' must be of integral type in ${operator}`);
  if (wanted < 1) throw location(5787908, `'n' must be greater than 0, found ${wanted} in ${operator}`);
  return wanted;
}

export const ACCUMULATORS: Readonly<Record<string, MakeAccumulator>> = {
  $sum: sum,
  $avg: average,
  $min: extreme(-1),
  $max: extreme(1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $count: count,
  $mergeObjects: mergeObjects,
  $stdDevPop: deviation(1),
  $stdDevSamp: deviation(2),
};
