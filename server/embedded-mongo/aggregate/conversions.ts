import { Decimal128, Long, ObjectId, Timestamp } from 'bson';
import { evalExpr } from 'mingo/core';
import { plain, show } from '../bson/show.ts';
import { isDecimal, isDocument, isNullish, isNumber, isTrue, toNumber, typeName } from '../bson/values.ts';
import type { MongoError } from '../errors.ts';
import { mongoError } from '../errors.ts';
import { parseDecimal, roundDecimal } from '../update/decimal.ts';
import type { Expression, Expressions } from './expression.ts';
import { nary } from './expression.ts';

type Target = 'double' | 'string' | 'objectId' | 'bool' | 'date' | 'int' | 'long' | 'decimal';

const TARGETS: Readonly<Record<string, Target>> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
};

const failure = (why: string): MongoError =>
  mongoError('ConversionFailure', `${why} in $convert with no onError value`);
const unsupported = (value: unknown, target: string): MongoError =>
  failure(`Unsupported conversion from ${typeName(value)} to ${target}`);

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function toDouble(value: unknown): unknown {
  if (isNumber(value)) return toNumber(value);
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'string') throw unsupported(value, 'double');
  if (/^[+-]?(inf(inity)?|nan)$/i.test(value))
    return /nan/i.test(value) ? Number.NaN : value.startsWith('-') ? -Infinity : Infinity;
  if (!NUMBER.test(value)) throw failure(`Failed to parse number '${value}'`);
  return Number(value);
}

/** Whole numbers of a type's range; fractions of numbers are cut off, texts must have none. */
function toInteger(value: unknown, target: 'int' | 'long', [least, most]: readonly [bigint, bigint]): bigint {
  let whole: bigint | undefined;
  if (typeof value === 'boolean') whole = BigInt(value);
  else if (value instanceof Date && target === 'long') whole = BigInt(value.getTime());
  else if (isDecimal(value) || value instanceof Long) {
    const decimal = parseDecimal(value);
    if (!decimal) throw failure(`Attempt to convert ${plain(value)} to an integer`);
    whole = roundDecimal(decimal, 0, 'towards zero').digits;
  } else if (isNumber(value)) {
    const number = Math.trunc(toNumber(value));
    if (!Number.isFinite(number)) throw failure('Attempt to convert NaN or infinity to an integer');
    whole = BigInt(number);
  } else if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) throw failure(`Failed to parse number '${value}'`);
    whole = BigInt(value.replace(/^\+/, ''));
  }
  if (whole === undefined) throw unsupported(value, target);
  if (whole < least || whole > most) throw failure(`Conversion would overflow target type: ${plain(value)}`);
  return whole;
}

function toDecimal(value: unknown): Decimal128 {
  if (isDecimal(value)) return value;
  if (value instanceof Long) return Decimal128.fromString(value.toString());
  if (isNumber(value) || typeof value === 'boolean')
    return Decimal128.fromStringWithRounding(String(Number(value)));
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (typeof value !== 'string') throw unsupported(value, 'decimal');
  try {
    return Decimal128.fromStringWithRounding(value);
  } catch {
    throw failure(`Failed to parse number '${value}'`);
  }
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  if (isNumber(value) && typeName(value) !== 'int') {
    const date = new Date(Math.trunc(toNumber(value)));
    if (Number.isNaN(date.getTime())) throw failure(`Attempt to convert ${plain(value)} to a date`);
    return date;
  }
  if (typeof value !== 'string') throw unsupported(value, 'date');
  const [, year, month, day, hour = '00', minute = '00', second = '00', millis = '0', zone = 'Z'] =
    ISO.exec(value) ?? [];
  const offset = zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2').toUpperCase();
  const date = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${millis.padEnd(3, '0')}${offset}`,
  );
  if (year === undefined || Number.isNaN(date.getTime()))
    throw failure(`Error parsing date string '${value}'`);
  return date;
}

function toText(value: unknown): string {
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Date) return value.toISOString();
  if (isNumber(value) || typeof value === 'boolean' || typeof value === 'string') return plain(value);
  throw unsupported(value, 'string');
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw unsupported(value, 'objectId');
  if (!/^[\da-f]{24}$/i.test(value)) throw failure(`Failed to parse objectId ${show(value)}`);
  return ObjectId.createFromHexString(value);
}

const INT_RANGE = [-(2n ** 31n), 2n ** 31n - 1n] as const;
const LONG_RANGE = [-(2n ** 63n), 2n ** 63n - 1n] as const;

const CONVERT: Readonly<Record<Target, (value: unknown) => unknown>> = {
  double: toDouble,
  string: toText,
  objectId: toObjectId,
  bool: isTrue,
  date: toDate,
  int: (value) => Number(toInteger(value, 'int', INT_RANGE)),
  long: (value) => Long.fromBigInt(toInteger(value, 'long', LONG_RANGE)),
  decimal: toDecimal,
};

function targetOf(to: unknown): Target {
  const target = typeof to === 'string' && Object.hasOwn(CONVERT, to) ? (to as Target) : TARGETS[plain(to)];
  if (target === undefined)
    throw isNumber(to) || typeof to === 'string'
      ? mongoError(typeof to === 'string' ? 'BadValue' : 'FailedToParse', `Unknown type name: ${plain(to)}`)
      : mongoError('FailedToParse', "$convert's 'to' argument must be a string or number");
  return target;
}

const convert: Expression = (document, argument, options) => {
  if (!isDocument(argument))
    throw mongoError('FailedToParse', '$convert expects an object of named arguments');
  const read = (name: string): unknown => evalExpr(document, argument[name], options);
  const unknown = Object.keys(argument).find((name) => !['input', 'to', 'onError', 'onNull'].includes(name));
  if (unknown !== undefined)
    throw mongoError('FailedToParse', `$convert found an unknown argument: ${unknown}`);
  if (!('input' in argument)) throw mongoError('FailedToParse', "Missing 'input' parameter to $convert");
  if (!('to' in argument)) throw mongoError('FailedToParse', "Missing 'to' parameter to $convert");
  const to = read('to');
  const input = read('input');
  if (isNullish(input)) return 'onNull' in argument ? read('onNull') : null;
  if (isNullish(to)) return null;
  const target = targetOf(to);
  if (!('onError' in argument)) return CONVERT[target](input);
  try {
    return CONVERT[target](input);
  } catch {
    return read('onError');
  }
};

const short = (name: string, target: Target): [string, Expression] => [
  name,
  nary(name, [1, 1], (value) => (isNullish(value) ? null : CONVERT[target](value))),
];

export const CONVERSIONS: Expressions = {
  $convert: convert,
  ...Object.fromEntries([
    short('$toDouble', 'double'),
    short('$toString', 'string'),
    short('$toObjectId', 'objectId'),
    short('$toBool', 'bool'),
    short('$toDate', 'date'),
    short('$toInt', 'int'),
    short('$toLong', 'long'),
    short('$toDecimal', 'decimal'),
  ]),
  $isNumber: nary('$isNumber', [1, 1], isNumber),
  $type: nary('$type', [1, 1], typeName),
};
