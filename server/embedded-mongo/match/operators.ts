import { binaryParts, regexParts } from '../bson/parts.ts';
import type { Document } from '../bson/values.ts';
import {
  isDocument,
  isLong,
  isNumber,
  isRegex,
  isTrue,
  isTypeNumber,
  RANK,
  rank,
  toNumber,
  typeNumber,
  typeNumberOfAlias,
} from '../bson/values.ts';
import { badValue, location, mongoError } from '../errors.ts';
import { anyValue, anyWhole, comparison } from './comparison.ts';
import { compileRegex } from './regex.ts';
import type { CompileFilter, FilterOptions, ValueTest } from './types.ts';

type Operator = (
  operand: unknown,
  siblings: Document,
  options: FilterOptions,
  compileFilter: CompileFilter,
) => ValueTest;

/** True for `{ $gt: 1 }`: a condition and not a value to equal. */
export function isCondition(value: unknown): value is Document {
  return (
    isDocument(value) &&
    Object.keys(value)[0]?.startsWith('$') === true &&
    !('$ref' in value) &&
    !('$id' in value)
  );
}

/** The test for what a filter gives for one path: a value, a regular expression or operators. */
export function compileCondition(
  condition: unknown,
  options: FilterOptions,
  compileFilter: CompileFilter,
): ValueTest {
  if (isRegex(condition)) return regexTest(condition);
  if (!isCondition(condition)) return comparison('$eq', condition, options.collation);
  const tests = Object.entries(condition).map(([name, operand]) => {
    const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (!operator) throw badValue(`unknown operator: ${name}`);
    return operator(operand, condition, options, compileFilter);
  });
  return (values, wholes) => tests.every((test) => test(values, wholes));
}

function regexTest(source: unknown, options?: unknown): ValueTest {
  const regex = compileRegex(source, options);
  return anyValue((value) =>
    typeof value === 'string'
      ? regex.test(value)
      : isRegex(value) && regexParts(value).pattern === regex.source,
  );
}

const not =
  (test: ValueTest): ValueTest =>
  (values, wholes) =>
    !test(values, wholes);

const always: ValueTest = () => true;

function equalityList(name: string, operand: unknown, { collation }: FilterOptions): ValueTest[] {
  if (!Array.isArray(operand)) throw badValue(`${name} needs an array`);
  return operand.map((item) => {
    if (isCondition(item)) throw badValue(`cannot nest $ under ${name}`);
    return isRegex(item) ? regexTest(item) : comparison('$eq', item, collation);
  });
}

function typeTest(operand: unknown): ValueTest {
  const types: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (types.length === 0) throw mongoError('FailedToParse', '$type must match at least one type');
  const wanted = types.flatMap((type) => {
    if (type === 'number') return [1, 16, 18, 19];
    const code = typeof type === 'string' ? typeNumberOfAlias(type) : toNumber(type);
    if (code === undefined || !isTypeNumber(code))
      throw badValue(
        typeof type === 'string'
          ? `Unknown type name alias: ${type}`
          : `Invalid numerical type code: ${String(type)}`,
      );
    return [code];
  });
  const fits = (value: unknown): boolean => value !== undefined && wanted.includes(typeNumber(value));
  return anyValue(fits);
}

function modulo(operand: unknown): ValueTest {
  if (!Array.isArray(operand) || operand.length < 2) throw badValue('malformed mod, not enough elements');
  if (operand.length > 2) throw badValue('malformed mod, too many elements');
  const [divisor, remainder] = operand.map((part) => Math.trunc(toNumber(part)));
  if (
    divisor === undefined ||
    remainder === undefined ||
    !Number.isFinite(divisor) ||
    !Number.isFinite(remainder)
  )
    throw badValue('malformed mod, divisor and remainder must be numbers');
  if (divisor === 0) throw badValue('divisor cannot be 0');
  return anyValue((value) => {
    if (isLong(value)) return value.toBigInt() % BigInt(divisor) === BigInt(remainder);
    return isNumber(value) && Math.trunc(toNumber(value)) % divisor === remainder;
  });
}

function size(operand: unknown): ValueTest {
  const wanted = toNumber(operand);
  if (!Number.isInteger(wanted))
    throw badValue(`Failed to parse $size. Expected an integer: ${String(operand)}`);
  if (wanted < 0)
    throw badValue(`Failed to parse $size. Expected a non-negative number in: $size: ${wanted}`);
  return anyWhole((value) => Array.isArray(value) && value.length === wanted);
}

const TOP_LEVEL = new Set(['$and', '$or', '$nor', '$expr', '$where']);

function elemMatch(operand: unknown, options: FilterOptions, compileFilter: CompileFilter): ValueTest {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object');
  const [first] = Object.keys(operand);
  if (first?.startsWith('$') && !TOP_LEVEL.has(first)) {
    const test = compileCondition(operand, options, compileFilter);
    // An item that is an array is not looked into.
    return anyWhole((value) => Array.isArray(value) && value.some((item) => test([], [item])));
  }
  const matches = compileFilter(operand, options);
  const fits = (item: unknown): boolean =>
    isDocument(item) ? matches(item) : Array.isArray(item) && matches(Object.fromEntries(item.entries()));
  return anyWhole((value) => Array.isArray(value) && value.some(fits));
}

function all(operand: unknown, options: FilterOptions, compileFilter: CompileFilter): ValueTest {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  const tests = operand.map((item: unknown) => {
    if (isRegex(item)) return regexTest(item);
    if (isDocument(item) && '$elemMatch' in item)
      return elemMatch(item['$elemMatch'], options, compileFilter);
    if (isCondition(item)) throw badValue('no $ expressions in $all');
    return comparison('$eq', item, options.collation);
  });
  return (values, wholes) => tests.length > 0 && tests.every((test) => test(values, wholes));
}

function bitMask(name: string, operand: unknown): bigint {
  if (Array.isArray(operand))
    return operand.reduce((mask: bigint, position: unknown) => {
      const bit = toNumber(position);
      if (!Number.isInteger(bit) || bit < 0) throw badValue(`bit positions must be >= 0 in ${name}`);
      return mask | (1n << BigInt(bit));
    }, 0n);
  if (rank(operand) === RANK.BINARY)
    return binaryParts(operand).bytes.reduceRight((mask, byte) => (mask << 8n) | BigInt(byte), 0n);
  if (!isNumber(operand))
    throw badValue(`value takes an Array, a number, or a BinData but received: ${name}: ${String(operand)}`);
  const mask = integerBits(operand);
  if (mask === undefined || toNumber(operand) < 0)
    throw mongoError('FailedToParse', `Expected a non-negative integer in: ${name}: ${String(operand)}`);
  return mask;
}

function integerBits(value: unknown): bigint | undefined {
  if (isLong(value)) return BigInt.asUintN(64, value.toBigInt());
  const plain = toNumber(value);
  return Number.isInteger(plain) ? BigInt.asUintN(64, BigInt(plain)) : undefined;
}

function bits(name: string, holds: (found: bigint, mask: bigint) => boolean): Operator {
  return (operand) => {
    const mask = bitMask(name, operand);
    return anyValue((value) => {
      const found = isNumber(value) ? integerBits(value) : undefined;
      return found !== undefined && holds(found & mask, mask);
    });
  };
}

const unsupported =
  (name: string): Operator =>
  () => {
    throw location(5626500, `${name} is not supported by this server`);
  };

export const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq: (operand, _, { collation }) => comparison('$eq', operand, collation),
  $gt: (operand, _, { collation }) => comparison('$gt', operand, collation),
  $gte: (operand, _, { collation }) => comparison('$gte', operand, collation),
  $lt: (operand, _, { collation }) => comparison('$lt', operand, collation),
  $lte: (operand, _, { collation }) => comparison('$lte', operand, collation),
  $ne: (operand, _, { collation }) => {
    if (isRegex(operand)) throw badValue("Can't have regex as arg to $ne.");
    return not(comparison('$eq', operand, collation));
  },
  $in: (operand, _, options) => {
    const tests = equalityList('$in', operand, options);
    return (values, wholes) => tests.some((test) => test(values, wholes));
  },
  $nin: (operand, _, options) => {
    const tests = equalityList('$nin', operand, options);
    return (values, wholes) => !tests.some((test) => test(values, wholes));
  },
  $exists: (operand) => {
    const wanted = isTrue(operand);
    const isThere = anyWhole((value) => value !== undefined);
    return wanted ? isThere : not(isThere);
  },
  $type: (operand) => typeTest(operand),
  $regex: (operand, siblings) => regexTest(operand, siblings['$options']),
  $options: (_, siblings) => {
    if (!('$regex' in siblings)) throw badValue('$options needs a $regex');
    return always;
  },
  $not: (operand, _, options, compileFilter) => {
    if (!isRegex(operand) && !isDocument(operand)) throw badValue('$not needs a regex or a document');
    if (isDocument(operand) && !isCondition(operand))
      throw badValue('$not needs a regex or a document of operators');
    return not(compileCondition(operand, options, compileFilter));
  },
  $size: (operand) => size(operand),
  $mod: (operand) => modulo(operand),
  $all: (operand, _, options, compileFilter) => all(operand, options, compileFilter),
  $elemMatch: (operand, _, options, compileFilter) => elemMatch(operand, options, compileFilter),
  $bitsAllSet: bits('$bitsAllSet', (found, mask) => found === mask),
  $bitsAllClear: bits('$bitsAllClear', (found) => found === 0n),
  $bitsAnySet: bits('$bitsAnySet', (found) => found !== 0n),
  $bitsAnyClear: bits('$bitsAnyClear', (found, mask) => found !== mask),
  $geoWithin: unsupported('$geoWithin'),
  $geoIntersects: unsupported('$geoIntersects'),
  $near: unsupported('$near'),
  $nearSphere: unsupported('$nearSphere'),
};
