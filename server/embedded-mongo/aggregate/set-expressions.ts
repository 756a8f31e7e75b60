import { groupKey } from '../bson/key.ts';
import { isNullish, typeName } from '../bson/values.ts';
import { location } from '../errors.ts';
import type { Expression, Expressions } from './expression.ts';
import { ANY_NUMBER, nary } from './expression.ts';

type ValueSet = Map<string, unknown>;

/** Sets hold values as MongoDB compares them: numbers of all types are one, documents keep their order of fields. */
const setOf = (values: readonly unknown[]): ValueSet =>
  new Map(values.map((value) => [groupKey(value), value]));

/** The operands as sets; undefined if one is null. */
function sets(operator: string, code: number, operands: readonly unknown[]): ValueSet[] | undefined {
  const gap = operands.findIndex((one) => isNullish(one));
  const found = (gap < 0 ? operands : operands.slice(0, gap)).map((one) => {
    if (!Array.isArray(one))
      throw location(
        code,
        `All operands of ${operator} must be arrays. One argument is of type: ${typeName(one)}`,
      );
    return setOf(one);
  });
  return gap < 0 ? found : undefined;
}

const EMPTY: ValueSet = new Map();
const isSubset = (a: ValueSet, b: ValueSet): boolean => [...a.keys()].every((key) => b.has(key));
const kept = (set: ValueSet, keep: (key: string) => boolean): unknown[] =>
  [...set].filter(([key]) => keep(key)).map(([, value]) => value);

type Combine = (first: ValueSet, others: readonly ValueSet[]) => unknown;

/** Null if an operand is null. */
const combining = (
  operator: string,
  code: number,
  count: readonly [number, number],
  combine: Combine,
): Expression =>
  nary(operator, count, (...operands) => {
    const found = sets(operator, code, operands);
    return found ? combine(found[0] ?? EMPTY, found.slice(1)) : null;
  });

/** An error if an operand is null. */
const comparing = (
  operator: string,
  code: number,
  count: readonly [number, number],
  combine: Combine,
): Expression =>
  nary(operator, count, (...operands) => {
    const found = sets(operator, code, operands);
    if (!found)
      throw location(code, `All operands of ${operator} must be arrays. One argument is of type: null`);
    return combine(found[0] ?? EMPTY, found.slice(1));
  });

export const SET_EXPRESSIONS: Expressions = {
  $setUnion: combining('$setUnion', 17043, ANY_NUMBER, (first, others) => [
    ...new Map([first, ...others].flatMap((set) => [...set])).values(),
  ]),
  $setIntersection: combining('$setIntersection', 17047, ANY_NUMBER, (first, others) =>
    kept(first, (key) => others.every((other) => other.has(key))),
  ),
  $setDifference: combining('$setDifference', 17048, [2, 2], (first, [second]) =>
    kept(first, (key) => second?.has(key) !== true),
  ),
  $setIsSubset: comparing('$setIsSubset', 17046, [2, 2], (first, [second = EMPTY]) =>
    isSubset(first, second),
  ),
  $setEquals: comparing('$setEquals', 17044, [2, Number.POSITIVE_INFINITY], (first, others) =>
    others.every((other) => isSubset(first, other) && isSubset(other, first)),
  ),
};
