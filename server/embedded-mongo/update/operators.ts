import { Long, Timestamp } from 'bson';
import { valueAt } from '../bson/paths.ts';
import { plain } from '../bson/show.ts';
import type { Document } from '../bson/values.ts';
import { clone, isDocument, isLong, isNumber, toNumber, typeName } from '../bson/values.ts';
import { badValue, mongoError } from '../errors.ts';
import { combine } from './arithmetic.ts';
import { ARRAY_OPERATORS } from './array-operators.ts';
import type { UpdateOperator } from './operator.ts';
import { targetAt } from './target.ts';

const set: UpdateOperator = (target, argument) => {
  target.set(clone(argument));
};

const arithmetic =
  (name: '$inc' | '$mul', verb: string): UpdateOperator =>
  (target, argument, { document }) => {
    if (!isNumber(argument))
      throw mongoError(
        'TypeMismatch',
        `Cannot ${verb} with non-numeric argument: {${target.path}: ${String(argument)}}`,
      );
    const current = target.get();
    if (current === undefined) {
      target.set(name === '$inc' ? argument : combine('$mul', argument, 0));
      return;
    }
    if (!isNumber(current))
      throw mongoError(
        'TypeMismatch',
        `Cannot apply ${name} to a value of non-numeric type. {_id: ${String(document['_id'])}} has the field '${target.path.split('.').at(-1) ?? ''}' of non-numeric type ${typeName(current)}`,
      );
    target.set(combine(name, current, argument));
  };

/** `$min` keeps the lower, `$max` the higher, in BSON's order of all types. */
const extreme =
  (direction: 1 | -1): UpdateOperator =>
  (target, argument, { options }) => {
    const current = target.get();
    if (current === undefined || options.collation.compare(argument, current) * direction > 0)
      target.set(clone(argument));
  };

const currentDate: UpdateOperator = (target, argument, { now }) => {
  if (!isDocument(argument) && typeof argument !== 'boolean')
    throw badValue(
      `${typeName(argument)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  const { $type: type, ...others } = isDocument(argument) ? argument : { $type: 'date' };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw badValue(`Unrecognized $currentDate option: ${unknown}`);
  if (type !== 'date' && type !== 'timestamp')
    throw badValue("The '$type' string field is required to be 'date' or 'timestamp'");
  target.set(type === 'date' ? new Date(now) : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }));
};

const BITWISE: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const bit: UpdateOperator = (target, argument) => {
  if (!isDocument(argument)) throw badValue('The $bit modifier is not compatible with a non-object argument');
  if (Object.keys(argument).length === 0)
    throw badValue(`You must pass in at least one bitwise operation: '${target.path}'`);
  for (const [name, operand] of Object.entries(argument)) {
    const operation = Object.hasOwn(BITWISE, name) ? BITWISE[name] : undefined;
    if (!operation) throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    const current = target.get() ?? 0;
    if (!Number.isInteger(toNumber(current)) || !Number.isInteger(toNumber(operand)))
      throw badValue(`Cannot apply $bit to a value of non-integral type. Field: '${target.path}'`);
    const result = operation(BigInt(plain(current)), BigInt(plain(operand)));
    target.set(
      isLong(current) || isLong(operand) ? Long.fromBigInt(result) : Number(BigInt.asIntN(32, result)),
    );
  }
};

/** True if an array lies on the way to a field. */
const passesArray = (document: Document, steps: readonly string[]): boolean =>
  steps.some((_, length) => length > 0 && Array.isArray(valueAt(document, steps.slice(0, length).join('.'))));

const rename: UpdateOperator = (target, argument, { document }) => {
  const value = target.get();
  if (value === undefined) return;
  for (const steps of [target.path, String(argument)].map((path) => path.split('.')))
    if (passesArray(document, steps))
      throw badValue(
        `The source and target field for $rename cannot be an array element: '${steps.join('.')}'`,
      );
  target.unset();
  targetAt(document, String(argument).split('.'), true)?.set(value);
};

/** Every update operator. */
export const UPDATE_OPERATORS: Readonly<Record<string, UpdateOperator>> = {
  $set: set,
  $setOnInsert: set,
  $unset: (target) => {
    target.unset();
  },
  $inc: arithmetic('$inc', 'increment'),
  $mul: arithmetic('$mul', 'multiply'),
  $min: extreme(-1),
  $max: extreme(1),
  $currentDate: currentDate,
  $bit: bit,
  ...ARRAY_OPERATORS,
  $rename: rename,
};
