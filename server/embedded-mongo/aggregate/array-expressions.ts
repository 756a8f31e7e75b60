import type { Collation } from '../bson/collation.ts';
import { groupKey } from '../bson/key.ts';
import { directionOf, sortBy } from '../bson/paths.ts';
import { isDocument, isNullish, typeName } from '../bson/values.ts';
import { location } from '../errors.ts';
import type { Expression } from './expression.ts';
import { evaluated } from './expression.ts';

type ValueSet = Map<string, unknown>;

/** Sets hold values as MongoDB compares them: numbers of all types are one, documents keep their order of fields. */
const setOf = (values: readonly unknown[]): ValueSet =>
  new Map(values.map((value) => [groupKey(value), value]));

function arrays(operator: string, argument: unknown): unknown[][] | undefined {
  const list: unknown[] = Array.isArray(argument) ? argument : [argument];
  if (list.some((one) => isNullish(one))) return undefined;
  return list.map((one) => {
    if (!Array.isArray(one))
      throw location(
        17047,
        `All operands of ${operator} must be arrays. One argument is of type: ${typeName(one)}`,
      );
    return one;
  });
}

const onSets = (operator: string, combine: (first: ValueSet, others: ValueSet[]) => unknown): Expression =>
  evaluated((argument) => {
    const [first = new Map<string, unknown>(), ...others] = (arrays(operator, argument) ?? []).map((one) =>
      setOf(one),
    );
    return arrays(operator, argument) ? combine(first, others) : null;
  });

const isSubset = (a: ValueSet, b: ValueSet): boolean => [...a.keys()].every((key) => b.has(key));
const kept = (set: ValueSet, keep: (key: string) => boolean): unknown[] =>
  [...set].filter(([key]) => keep(key)).map(([, value]) => value);

function indexOf(argument: unknown, { compare }: Collation): number | null {
  if (!Array.isArray(argument) || argument.length < 2)
    throw location(28667, '$indexOfArray takes 2 to 4 arguments');
  const [array, wanted, start = 0, end]: unknown[] = argument;
  if (isNullish(array)) return null;
  if (!Array.isArray(array))
    throw location(40090, `$indexOfArray requires an array as a first argument, found: ${typeName(array)}`);
  const last = end === undefined ? array.length : Number(end);
  return array.findIndex((value, i) => i >= Number(start) && i < last && compare(value, wanted) === 0);
}

function sortArray(argument: unknown, { compare }: Collation): unknown[] | null {
  if (!isDocument(argument)) throw location(2942500, '$sortArray requires an object as an argument');
  const { input, sortBy: order } = argument;
  if (isNullish(input)) return null;
  if (!Array.isArray(input)) throw location(2942504, 'The input argument to $sortArray must be an array');
  if (isDocument(order)) return sortBy(input as unknown[], order, compare, (item) => item);
  const direction = directionOf(order);
  return (input as unknown[]).toSorted((a, b) => compare(a, b) * direction);
}

/** Operators on arrays that depend on what is equal or less. */
export function arrayExpressions(collation: Collation): Record<string, Expression> {
  return {
    $setUnion: onSets('$setUnion', (first, others) => [
      ...new Map([first, ...others].flatMap((set) => [...set])).values(),
    ]),
    $setIntersection: onSets('$setIntersection', (first, others) =>
      kept(first, (key) => others.every((other) => other.has(key))),
    ),
    $setDifference: onSets('$setDifference', (first, [second]) => kept(first, (key) => !second?.has(key))),
    $setIsSubset: onSets(
      '$setIsSubset',
      (first, [second]) => second !== undefined && isSubset(first, second),
    ),
    $setEquals: onSets('$setEquals', (first, others) =>
      others.every((other) => isSubset(first, other) && isSubset(other, first)),
    ),
    $indexOfArray: evaluated((argument) => indexOf(argument, collation)),
    $sortArray: evaluated((argument) => sortArray(argument, collation)),
  };
}
