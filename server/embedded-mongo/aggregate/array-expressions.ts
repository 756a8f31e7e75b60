import type { Collation } from '../bson/collation.ts';
import { directionOf, sortBy } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import {
  isDocument,
  isMissing,
  isNullish,
  isNumber,
  isTrue,
  setOwn,
  toNumber,
  typeName,
} from '../bson/values.ts';
import { location } from '../errors.ts';
import { ACCUMULATORS, nOf } from './accumulators.ts';
import type { Expression, Expressions } from './expression.ts';
import { ANY_NUMBER, evaluated, nary } from './expression.ts';
import { order } from './logic-expressions.ts';

function arrayOf(value: unknown, code: number, what: string): unknown[] {
  if (!Array.isArray(value)) throw location(code, `${what} must be an array, but is ${typeName(value)}`);
  return value;
}

function integer(value: unknown, [code, wholeCode]: readonly [number, number], what: string): number {
  if (!isNumber(value)) throw location(code, `${what} must be numeric, but is ${typeName(value)}`);
  const number = toNumber(value);
  if (!Number.isInteger(number) || Math.abs(number) > 0x7fff_ffff)
    throw location(wholeCode, `${what} must be representable as a 32-bit integer: ${number}`);
  return number;
}

const itemAt = nary('$arrayElemAt', [2, 2], (list, at) => {
  if (isNullish(list) || isNullish(at)) return null;
  const array = arrayOf(list, 28689, "$arrayElemAt's first argument");
  return array.at(integer(at, [28690, 28691], "$arrayElemAt's second argument"));
});

const end = (operator: string, index: 0 | -1): Expression =>
  nary(operator, [1, 1], (list) =>
    isNullish(list) ? null : arrayOf(list, 28689, `${operator}'s argument`).at(index),
  );

const slice = nary('$slice', [2, 3], (list, a, b) => {
  if (isNullish(list) || isNullish(a) || b === null) return null;
  const array = arrayOf(list, 28724, 'First argument to $slice');
  const first = integer(a, [28725, 28726], 'Second argument to $slice');
  if (b === undefined) return first < 0 ? array.slice(first) : array.slice(0, first);
  const count = integer(b, [28727, 28728], 'Third argument to $slice');
  if (count <= 0) throw location(28729, `Third argument to $slice must be positive: ${count}`);
  const start = first < 0 ? Math.max(0, array.length + first) : first;
  return array.slice(start, start + count);
});

const MAX_RANGE = 1_000_000;

const range = nary('$range', [2, 3], (from, to, by = 1) => {
  const start = integer(from, [34443, 34444], "$range's starting value");
  const stop = integer(to, [34445, 34446], "$range's ending value");
  const step = integer(by, [34447, 34448], "$range's step");
  if (step === 0) throw location(34449, '$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > MAX_RANGE) throw location(146, `$range would need more than ${MAX_RANGE} items`);
  return Array.from({ length }, (_, i) => start + i * step);
});

/** Pairs `[key, value]` or documents `{ k, v }`, all of one kind. */
const toObject = nary('$arrayToObject', [1, 1], (list) => {
  if (isNullish(list)) return null;
  const result: Document = {};
  const isOfPairs = Array.isArray(list) && Array.isArray(list[0]);
  for (const item of arrayOf(list, 40386, "$arrayToObject's argument")) {
    if (Array.isArray(item) !== isOfPairs) throw location(40391, '$arrayToObject requires items of one kind');
    const pair: unknown[] = Array.isArray(item) ? item : isDocument(item) ? [item['k'], item['v']] : [];
    if (!Array.isArray(item) && !isDocument(item))
      throw location(40398, `Unrecognised input type format for $arrayToObject: ${typeName(item)}`);
    if (
      pair.length !== 2 ||
      (isDocument(item) && (Object.keys(item).length !== 2 || !('k' in item && 'v' in item)))
    )
      throw location(isOfPairs ? 40397 : 40392, '$arrayToObject requires pairs of a key and a value');
    const [key, value] = pair;
    if (typeof key !== 'string')
      throw location(
        isOfPairs ? 40395 : 40394,
        `$arrayToObject requires keys of type string, found ${typeName(key)}`,
      );
    setOwn(result, key, value);
  }
  return result;
});

const toArray = nary('$objectToArray', [1, 1], (value) => {
  if (isNullish(value)) return null;
  if (!isDocument(value))
    throw location(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
  return Object.entries(value).map(([k, v]) => ({ k, v }));
});

const mergeObjects = nary('$mergeObjects', ANY_NUMBER, (...values) => {
  const [only] = values;
  const merged = ACCUMULATORS['$mergeObjects']?.(undefined);
  for (const value of values.length === 1 && Array.isArray(only) ? only : values) merged?.add(value, {});
  return merged?.result();
});

/** `$firstN` and its like take `{ n, input }`. */
function chosen(operator: string, choose: (values: unknown[], n: number) => unknown[]): Expression {
  return evaluated((argument) => {
    if (!isDocument(argument))
      throw location(5787801, `specification must be an object; found ${typeName(argument)}`);
    if (!('input' in argument)) throw location(5787907, `Missing value for 'input' in ${operator}`);
    const n = nOf(operator, argument['n']);
    return choose(arrayOf(argument['input'], 5788200, `input of ${operator}`), n);
  });
}

function indexOf([array, wanted, start = 0, stop]: unknown[], collation: Collation): number | null {
  if (isNullish(array)) return null;
  const list = arrayOf(array, 40090, "$indexOfArray's first argument");
  const from = integer(start, [40096, 40096], "$indexOfArray's starting index");
  const to = stop === undefined ? list.length : integer(stop, [40096, 40096], "$indexOfArray's ending index");
  if (from < 0 || to < 0) throw location(40097, '$indexOfArray requires nonnegative indexes');
  return list.findIndex((value, i) => i >= from && i < to && order(value, wanted, collation) === 0);
}

function sorted(argument: unknown, { compare }: Collation): unknown[] | null {
  if (!isDocument(argument)) throw location(2942500, '$sortArray requires an object as an argument');
  const { input, sortBy: by } = argument;
  if (isNullish(input)) return null;
  const array = arrayOf(input, 2942504, 'The input argument to $sortArray');
  if (isDocument(by)) return sortBy(array, by, compare, (item) => item);
  const direction = directionOf(by);
  return array.toSorted((a, b) => compare(a, b) * direction);
}

/** Operators on arrays and their items. */
export function arrayExpressions(collation: Collation): Expressions {
  const up = (values: readonly unknown[]): unknown[] =>
    values.filter((value) => !isNullish(value)).toSorted(collation.compare);
  return {
    $arrayElemAt: itemAt,
    $first: end('$first', 0),
    $last: end('$last', -1),
    $firstN: chosen('$firstN', (values, n) => values.slice(0, n)),
    $lastN: chosen('$lastN', (values, n) => values.slice(-n)),
    $minN: chosen('$minN', (values, n) => up(values).slice(0, n)),
    $maxN: chosen('$maxN', (values, n) => up(values).toReversed().slice(0, n)),
    $slice: slice,
    $range: range,
    $size: nary('$size', [1, 1], (list) => arrayOf(list, 17124, 'The argument to $size').length),
    $isArray: nary('$isArray', [1, 1], Array.isArray),
    $concatArrays: nary('$concatArrays', ANY_NUMBER, (...lists) => {
      const gap = lists.findIndex((list) => isNullish(list));
      const before = gap < 0 ? lists : lists.slice(0, gap);
      const joined = before.flatMap((list) => arrayOf(list, 28664, '$concatArrays only supports arrays; it'));
      return gap < 0 ? joined : null;
    }),
    $reverseArray: nary('$reverseArray', [1, 1], (list) =>
      isNullish(list) ? null : arrayOf(list, 34435, 'The argument to $reverseArray').toReversed(),
    ),
    $arrayToObject: toObject,
    $objectToArray: toArray,
    $mergeObjects: mergeObjects,
    $allElementsTrue: nary('$allElementsTrue', [1, 1], (list) =>
      arrayOf(list, 17040, "$allElementsTrue's argument").every((value) => isTrue(value)),
    ),
    $anyElementTrue: nary('$anyElementTrue', [1, 1], (list) =>
      arrayOf(list, 17041, "$anyElementTrue's argument").some((value) => isTrue(value)),
    ),
    $indexOfArray: nary('$indexOfArray', [2, 4], (...values) => indexOf(values, collation)),
    $sortArray: evaluated((argument) => sorted(argument, collation)),
    ...totals(collation),
  };
}

/** `$sum` and its like over the operands of an expression, or over the one array it is given. */
function totals(collation: Collation): Expressions {
  return Object.fromEntries(
    ['$sum', '$avg', '$min', '$max', '$stdDevPop', '$stdDevSamp'].map((name) => [
      name,
      nary(name, ANY_NUMBER, (...values) => {
        const [only] = values;
        const accumulator = ACCUMULATORS[name]?.(collation);
        for (const value of values.length === 1 && Array.isArray(only) ? only : values)
          if (!isMissing(value)) accumulator?.add(value, {});
        return accumulator?.result();
      }),
    ]),
  );
}
