import { Long, Timestamp } from 'bson';
import { plain } from '../bson/show.ts';
import { clone, isDocument, isLong, isNumber, isTrue, toNumber, typeName } from '../bson/values.ts';
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
  const type = isDocument(argument) ? argument['$type'] : 'date';
  if (type !== 'date' && type !== 'timestamp')
    throw badValue("The '$type' string field is required to be 'date' or 'timestamp'");
  if (!isDocument(argument) && argument !== true && argument !== false && !isTrue(argument))
    throw badValue('$currentDate needs a boolean or a $type');
  target.set(type === 'date' ? new Date(now) : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }));
};

const BITWISE: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const bit: UpdateOperator = (target, argument) => {
  if (!isDocument(argument)) throw badValue('The $bit modifier is not compatible with a non-object argument');
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

const rename: UpdateOperator = (target, argument, { document }) => {
  if (typeof argument !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${target.path}: ${String(argument)}`);
  const value = target.get();
  if (value === undefined) return;
  target.unset();
  targetAt(document, argument.split('.'), true)?.set(value);
};

/** Every update operator, in the order MongoDB's result cannot depend on, since their paths never overlap. */
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
