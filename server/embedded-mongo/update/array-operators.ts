import { directionOf, sortBy } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { clone, isDocument, isNumber, isRegex, toNumber, typeName } from '../bson/values.ts';
import { badValue, mongoError } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import { isCondition } from '../match/operators.ts';
import type { UpdateContext, UpdateOperator } from './operator.ts';
import type { Target } from './target.ts';

/** `$each` and its modifiers, or the one value to add. */
function itemsOf(name: string, argument: unknown): { items: unknown[]; modifiers: Document } {
  if (!isDocument(argument) || !('$each' in argument)) return { items: [argument], modifiers: {} };
  const { $each: items, ...modifiers } = argument;
  if (!Array.isArray(items))
    throw mongoError(
      name === '$push' ? 'BadValue' : 'TypeMismatch',
      `The argument to $each in ${name} must be an array but it was of type: ${typeName(items)}`,
    );
  const allowed = name === '$push' ? ['$position', '$sort', '$slice'] : [];
  for (const modifier of Object.keys(modifiers))
    if (!allowed.includes(modifier)) throw badValue(`Unrecognized clause in ${name}: ${modifier}`);
  return { items, modifiers };
}

function integer(name: string, value: unknown): number {
  const number = isNumber(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number)) throw badValue(`The value for ${name} must be an integer value`);
  return number;
}

const push: UpdateOperator = (target, argument, context) => {
  const current = target.get();
  if (current !== undefined && !Array.isArray(current))
    throw badValue(
      `The field '${target.path}' must be an array but is of type ${typeName(current)} in document {_id: ${String(context.document['_id'])}}`,
    );
  const { items, modifiers } = itemsOf('$push', argument);
  const { $position, $sort, $slice } = modifiers;
  let array: unknown[] = [...(current ?? [])];
  const position = $position === undefined ? array.length : integer('$position', $position);
  array.splice(
    position < 0 ? Math.max(0, array.length + position) : position,
    0,
    ...items.map((item) => clone(item)),
  );
  if ($sort !== undefined) array = sorted(array, $sort, context);
  if ($slice !== undefined) {
    const count = integer('$slice', $slice);
    array = count >= 0 ? array.slice(0, count) : array.slice(count);
  }
  target.set(array);
};

function sorted(array: readonly unknown[], spec: unknown, { options }: UpdateContext): unknown[] {
  const { compare } = options.collation;
  if (isDocument(spec)) return sortBy(array, spec, compare, (item) => item);
  if (!isNumber(spec))
    throw badValue('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1}');
  const direction = directionOf(spec);
  return array.toSorted((a, b) => compare(a, b) * direction);
}

const addToSet: UpdateOperator = (target, argument, { options }) => {
  const current = target.get();
  if (current !== undefined && !Array.isArray(current))
    throw badValue(
      `Cannot apply $addToSet to non-array field. Field named '${target.path}' has non-array type ${typeName(current)}`,
    );
  const array: unknown[] = [...(current ?? [])];
  for (const item of itemsOf('$addToSet', argument).items)
    if (!array.some((other) => options.collation.compare(item, other) === 0)) array.push(clone(item));
  target.set(array);
};

/** The array to take from; undefined if the field is missing. */
function arrayToPull(target: Target, name: string): unknown[] | undefined {
  const current = target.get();
  if (current === undefined || Array.isArray(current)) return current;
  throw badValue(`Cannot apply ${name} to a non-array value`);
}

const pull: UpdateOperator = (target, argument, { options }) => {
  const array = arrayToPull(target, '$pull');
  if (!array) return;
  const isPulled = pullTest(argument, options);
  target.set(array.filter((item) => !isPulled(item)));
};

const LOGICAL = new Set(['$and', '$or', '$nor']);

function pullTest(argument: unknown, options: UpdateContext['options']): (item: unknown) => boolean {
  const first = isDocument(argument) ? (Object.keys(argument)[0] ?? '') : '';
  if (isRegex(argument) || (isCondition(argument) && !LOGICAL.has(first))) {
    const matches = compileFilter({ item: argument }, options);
    return (item) => matches({ item });
  }
  if (!isDocument(argument)) return (item) => options.collation.compare(item, argument) === 0;
  const matches = compileFilter(argument, options);
  return (item) => isDocument(item) && matches(item);
}

const pullAll: UpdateOperator = (target, argument, { options }) => {
  if (!Array.isArray(argument))
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(argument)}`);
  const array = arrayToPull(target, '$pullAll');
  if (!array) return;
  target.set(array.filter((item) => !argument.some((other) => options.collation.compare(item, other) === 0)));
};

const pop: UpdateOperator = (target, argument) => {
  const current = target.get();
  if (current === undefined) return;
  if (!Array.isArray(current))
    throw mongoError(
      'TypeMismatch',
      `Path '${target.path}' contains an element of non-array type '${typeName(current)}'`,
    );
  const end = toNumber(argument);
  if (end !== 1 && end !== -1)
    throw mongoError('FailedToParse', `$pop expects 1 or -1, found: ${String(argument)}`);
  target.set(end < 0 ? current.slice(1) : current.slice(0, -1));
};

export const ARRAY_OPERATORS: Readonly<Record<string, UpdateOperator>> = {
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
};
/** These change only what exists. */
export const NEVER_CREATES = new Set(['$unset', '$pull', '$pullAll', '$pop', '$rename']);
