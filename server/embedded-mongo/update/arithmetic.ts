import { Decimal128, Long } from 'bson';
import { isDecimal, isLong, toNumber } from '../bson/values.ts';
import { badValue } from '../errors.ts';
import type { Decimal } from './decimal.ts';
import { formatDecimal, parseDecimal, quotient, withoutZeros } from './decimal.ts';

const INT_MAX = 0x7fff_ffff;
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

export type Operation = '$inc' | '$mul' | '$subtract';

const ON_DOUBLES: Readonly<Record<Operation, (x: number, y: number) => number>> = {
  $inc: (x, y) => x + y,
  $mul: (x, y) => x * y,
  $subtract: (x, y) => x - y,
};
const ON_INTEGERS: Readonly<Record<Operation, (x: bigint, y: bigint) => bigint>> = {
  $inc: (x, y) => x + y,
  $mul: (x, y) => x * y,
  $subtract: (x, y) => x - y,
};

/** `$inc` and `$mul` of an update. Throws BadValue if 64-bit integers overflow. */
export function combine(operation: '$inc' | '$mul', a: unknown, b: unknown): unknown {
  const result = combined(operation, a, b);
  if (result === undefined)
    throw badValue(`Failed to apply ${operation} operations to current value (${String(a)}) for document`);
  return result;
}

/** The same in an aggregation, where 64-bit integers that overflow become doubles. */
export const combineOrWiden = (operation: Operation, a: unknown, b: unknown): unknown =>
  combined(operation, a, b) ?? ON_DOUBLES[operation](toNumber(a), toNumber(b));

/** The result has the wider type of both, and an int that overflows becomes a Long. */
function combined(operation: Operation, a: unknown, b: unknown): unknown {
  if (isDecimal(a) || isDecimal(b)) return ofDecimals(operation, a, b);
  const integers = isInteger(a) && isInteger(b);
  if (integers && (isLong(a) || isLong(b))) return asLong(ON_INTEGERS[operation](toBigInt(a), toBigInt(b)));
  const x = toNumber(a);
  const y = toNumber(b);
  const result = ON_DOUBLES[operation](x, y);
  const overflows =
    integers && Math.abs(x) <= INT_MAX && Math.abs(y) <= INT_MAX && Math.abs(result) > INT_MAX;
  return overflows ? asLong(ON_INTEGERS[operation](BigInt(x), BigInt(y))) : result;
}

export const isInteger = (value: unknown): boolean => isLong(value) || Number.isInteger(value);
export const toBigInt = (value: unknown): bigint =>
  isLong(value) ? value.toBigInt() : BigInt(toNumber(value));

/** Undefined if it needs more than 64 bits. */
export const asLong = (value: bigint): Long | undefined =>
  value < LONG_MIN || value > LONG_MAX ? undefined : Long.fromBigInt(value);

function ofDecimals(operation: Operation, a: unknown, b: unknown): Decimal128 {
  const x = parseDecimal(a);
  const y = parseDecimal(b);
  if (!x || !y) return Decimal128.fromString(String(ON_DOUBLES[operation](toNumber(a), toNumber(b))));
  if (operation === '$mul') return formatDecimal({ digits: x.digits * y.digits, scale: x.scale + y.scale });
  const scale = Math.max(x.scale, y.scale);
  const widen = (value: Decimal): bigint => value.digits * 10n ** BigInt(scale - value.scale);
  return formatDecimal({ digits: ON_INTEGERS[operation](widen(x), widen(y)), scale });
}

/** A quotient: of decimals to 34 digits, of everything else as a double. The divisor is not 0. */
export function divide(a: unknown, b: unknown): unknown {
  if (!isDecimal(a) && !isDecimal(b)) return toNumber(a) / toNumber(b);
  const x = parseDecimal(a);
  const y = parseDecimal(b);
  if (!x || !y || y.digits === 0n) return Decimal128.fromString(String(toNumber(a) / toNumber(b)));
  return formatDecimal(withoutZeros(quotient(x, y)));
}

/** The remainder, with the sign of the dividend. The divisor is not 0. */
export function remainder(a: unknown, b: unknown): unknown {
  if (isDecimal(a) || isDecimal(b)) {
    const x = parseDecimal(a);
    const y = parseDecimal(b);
    if (!x || !y || y.digits === 0n) return Decimal128.fromString('NaN');
    const scale = Math.max(x.scale, y.scale);
    const widen = (value: Decimal): bigint => value.digits * 10n ** BigInt(scale - value.scale);
    return formatDecimal({ digits: widen(x) % widen(y), scale });
  }
  if (isInteger(a) && isInteger(b) && (isLong(a) || isLong(b))) return asLong(toBigInt(a) % toBigInt(b));
  return toNumber(a) % toNumber(b);
}
