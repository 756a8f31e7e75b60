import type { Collation } from '../bson/collation.ts';
import { isNullish, isNumber, isRegex, RANK, rank, toNumber } from '../bson/values.ts';
import { badValue } from '../errors.ts';
import type { ValueTest } from './types.ts';

export const COMPARISONS = ['$eq', '$gt', '$gte', '$lt', '$lte'] as const;
export type Comparison = (typeof COMPARISONS)[number];

const HOLDS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  $eq: (order) => order === 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

/** A test that holds if it holds for a reached value or for an item of a reached array. */
export const anyValue =
  (test: (value: unknown) => boolean): ValueTest =>
  (values, wholes) =>
    values.some((value) => test(value) || (Array.isArray(value) && value.some((item) => test(item)))) ||
    wholes?.some((value) => test(value)) === true;

/** A test that holds if it holds for a reached value itself. */
export const anyWhole =
  (test: (value: unknown) => boolean): ValueTest =>
  (values, wholes) =>
    values.some((value) => test(value)) || wholes?.some((value) => test(value)) === true;

/** `$eq` and the four orders. Only values of the operand's own type fit (MongoDB's type bracketing). */
export function comparison(operator: Comparison, operand: unknown, collation: Collation): ValueTest {
  if (operator !== '$eq' && isRegex(operand))
    throw badValue("Can't have RegEx as arg to predicate over field '_id'.");
  const holds = HOLDS[operator];
  const type = rank(operand);
  const acceptsEqual = operator === '$eq' || operator === '$gte' || operator === '$lte';
  if (isNullish(operand)) return anyValue((value) => isNullish(value) && acceptsEqual);
  if (type === RANK.MIN_KEY || type === RANK.MAX_KEY)
    return anyValue((value) => holds(collation.compare(value, operand)));
  const isNaNOperand = isNumber(operand) && Number.isNaN(toNumber(operand));
  return anyValue((value) => {
    if (rank(value) !== type) return false;
    if (type === RANK.NUMBER && isNaNOperand !== Number.isNaN(toNumber(value))) return false;
    return holds(collation.compare(value, operand));
  });
}
