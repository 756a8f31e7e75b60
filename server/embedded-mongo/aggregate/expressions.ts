import { ObjectId } from 'bson';
import type { Collation } from '../bson/collation.ts';
import { plain, show } from '../bson/show.ts';
import { isDecimal, isLong, isMissing, isNullish, isNumber, toNumber, typeName } from '../bson/values.ts';
import { location } from '../errors.ts';
import { ACCUMULATORS } from './accumulators.ts';
import { arrayExpressions } from './array-expressions.ts';
import { DATE_PARTS, datePart, dateToParts, dateToString } from './date-parts.ts';
import { dateAdd, dateDiff, dateFromParts, dateTrunc } from './dates.ts';
import type { Expression } from './expression.ts';
import { evaluated } from './expression.ts';

function pair(operator: string, argument: unknown): [unknown, unknown] {
  if (!Array.isArray(argument) || argument.length !== 2)
    throw location(
      16020,
      `Expression ${operator} takes exactly 2 arguments. ${Array.isArray(argument) ? argument.length : 1} were passed in.`,
    );
  return [argument[0], argument[1]];
}

/** Unlike in sorts, a missing field is not null in an expression but comes before it. */
function order(a: unknown, b: unknown, { compare }: Collation): number {
  if (isMissing(a) || isMissing(b)) return Number(isMissing(b)) - Number(isMissing(a));
  return compare(a, b);
}

function comparisons(collation: Collation): Record<string, Expression> {
  const test = (operator: string, holds: (sign: number) => unknown): Expression =>
    evaluated((argument) => {
      const [a, b] = pair(operator, argument);
      return holds(order(a, b, collation));
    });
  return {
    $eq: test('$eq', (sign) => sign === 0),
    $ne: test('$ne', (sign) => sign !== 0),
    $gt: test('$gt', (sign) => sign > 0),
    $gte: test('$gte', (sign) => sign >= 0),
    $lt: test('$lt', (sign) => sign < 0),
    $lte: test('$lte', (sign) => sign <= 0),
    $cmp: test('$cmp', Math.sign),
    $in: evaluated((argument) => {
      const [value, list] = pair('$in', argument);
      if (!Array.isArray(list))
        throw location(40081, `$in requires an array as a second argument, found: ${typeName(list)}`);
      return list.some((item) => order(value, item, collation) === 0);
    }),
  };
}

function toText(value: unknown): unknown {
  const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (isNullish(only)) return null;
  if (only instanceof ObjectId) return only.toHexString();
  if (only instanceof Date) return only.toISOString();
  if (typeof only === 'object' && (Array.isArray(only) || typeName(only) === 'object'))
    throw location(
      241,
      `Unsupported conversion from ${typeName(only)} to string in $convert with no onError value`,
    );
  return plain(only);
}

function toObjectId(value: unknown): unknown {
  if (isNullish(value) || value instanceof ObjectId) return value ?? null;
  if (typeof value !== 'string' || !/^[\da-f]{24}$/i.test(value))
    throw location(241, `Failed to parse objectId '${show(value)}' in $convert with no onError value`);
  return ObjectId.createFromHexString(value);
}

/** `$sum` and its like over the arguments of an expression, or over the one array it is given. */
function totals(collation: Collation): Record<string, Expression> {
  return Object.fromEntries(
    ['$sum', '$avg', '$min', '$max'].map((name) => [
      name,
      evaluated((argument) => {
        const only: unknown = Array.isArray(argument) && argument.length === 1 ? argument[0] : argument;
        const accumulator = ACCUMULATORS[name]?.(collation);
        for (const value of Array.isArray(only) ? only : [only]) accumulator?.add(value, {});
        return accumulator?.result();
      }),
    ]),
  );
}

function halfToEven(value: number): number {
  const below = Math.floor(value);
  const isHalf = value - below === 0.5;
  return isHalf && below % 2 === 0 ? below : Math.round(value);
}

/** Moves the decimal point by digits, not by multiplying: 1.005 has no exact double. */
const shifted = (value: number, places: number): number => {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
};

const rounding = (name: string, round: (value: number) => number): Expression =>
  evaluated((argument) => {
    const [value, places = 0]: unknown[] = Array.isArray(argument) ? argument : [argument];
    if (isNullish(value) || isNullish(places)) return null;
    const number = toNumber(value);
    if (!isNumber(value) || isDecimal(value) || isLong(value))
      throw location(51081, `${name} only supports numeric types, not ${typeName(value)}`);
    if (!Number.isInteger(toNumber(places)))
      throw location(51082, 'precision argument must be a integral value');
    if (!Number.isFinite(number)) return number;
    return shifted(round(shifted(number, toNumber(places))), -toNumber(places));
  });

/** Where mingo's expressions differ from MongoDB's in ways that give wrong results, ours come first. */
export function ownExpressions(collation: Collation): Record<string, Expression> {
  const parts = Object.keys(DATE_PARTS).map((name) => [
    name,
    evaluated((argument) => datePart(name, argument)),
  ]);
  return {
    ...comparisons(collation),
    ...totals(collation),
    ...arrayExpressions(collation),
    $round: rounding('$round', halfToEven),
    $trunc: rounding('$trunc', Math.trunc),
    ...Object.fromEntries(parts),
    $dateTrunc: evaluated(dateTrunc),
    $dateAdd: evaluated((argument) => dateAdd(argument, 1)),
    $dateSubtract: evaluated((argument) => dateAdd(argument, -1)),
    $dateDiff: evaluated(dateDiff),
    $dateFromParts: evaluated(dateFromParts),
    $dateToParts: evaluated(dateToParts),
    $dateToString: evaluated(dateToString),
    $type: evaluated(typeName),
    $toString: evaluated(toText),
    $toObjectId: evaluated(toObjectId),
  };
}
