import type { Document } from '../bson/values.ts';
import { isDocument, isNullish, isNumber, RANK, rank, toNumber } from '../bson/values.ts';
import type { Comparison } from '../match/comparison.ts';
import { COMPARISONS } from '../match/comparison.ts';
import { isCondition } from '../match/operators.ts';

interface Bound {
  readonly value: unknown;
  readonly inclusive: boolean;
}

/** What a filter demands of one path, as far as an index can use it. */
export interface PathConditions {
  in?: readonly unknown[];
  lower?: Bound;
  upper?: Bound;
}

export interface FilterConditions {
  readonly byPath: ReadonlyMap<string, PathConditions>;
  /** False if the filter says more than `byPath`: then index hits alone do not count. */
  readonly complete: boolean;
}

/** Reads what every document that fits the filter must fulfil. */
export function conditionsOf(filter: Document): FilterConditions {
  const byPath = new Map<string, PathConditions>();
  const complete = collect(filter, byPath);
  return { byPath, complete };
}

function collect(filter: Document, byPath: Map<string, PathConditions>): boolean {
  let complete = true;
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (!isDocument(part) || !collect(part, byPath)) complete = false;
    } else if (key.startsWith('$')) {
      if (key !== '$comment') complete = false;
    } else if (!collectPath(conditionsAt(byPath, key), condition)) complete = false;
  }
  return complete;
}

function conditionsAt(byPath: Map<string, PathConditions>, path: string): PathConditions {
  const found = byPath.get(path) ?? {};
  byPath.set(path, found);
  return found;
}

function collectPath(conditions: PathConditions, condition: unknown): boolean {
  if (!isCondition(condition)) return addIn(conditions, [condition]);
  let complete = true;
  for (const [operator, operand] of Object.entries(condition)) {
    const used = isComparison(operator)
      ? addComparison(conditions, operator, operand)
      : operator === '$in' && Array.isArray(operand) && addIn(conditions, operand);
    if (!used) complete = false;
  }
  return complete;
}

const isComparison = (operator: string): operator is Comparison =>
  COMPARISONS.some((comparison) => comparison === operator);

function addComparison(conditions: PathConditions, operator: Comparison, operand: unknown): boolean {
  if (operator === '$eq') return addIn(conditions, [operand]);
  if (!isIndexable(operand) || isNullish(operand)) return false;
  const end = operator === '$gt' || operator === '$gte' ? 'lower' : 'upper';
  if (conditions[end]) return false;
  conditions[end] = { value: operand, inclusive: operator === '$gte' || operator === '$lte' };
  return true;
}

function addIn(conditions: PathConditions, values: readonly unknown[]): boolean {
  if (conditions.in || !values.every((value) => isIndexable(value))) return false;
  conditions.in = values;
  return true;
}

/** Regular expressions and arrays equal more than one key; MinKey and MaxKey compare across types. */
function isIndexable(value: unknown): boolean {
  const type = rank(value);
  if (type === RANK.NUMBER) return !Number.isNaN(toNumber(value));
  return (
    type !== RANK.REGEX &&
    type !== RANK.ARRAY &&
    type !== RANK.MISSING &&
    type !== RANK.MIN_KEY &&
    type !== RANK.MAX_KEY
  );
}

/** True if the keys in the range are exactly the values that fit, so that they may be counted unread. */
export function isExact({ in: values, lower, upper }: PathConditions): boolean {
  if (values) return !lower && !upper && !values.some((value) => isNullish(value));
  // Below an upper bound lies NaN, which fits no range; bounds of two types fit nothing.
  if (!lower) return upper !== undefined && !isNumber(upper.value);
  return !upper || rank(upper.value) === rank(lower.value);
}
