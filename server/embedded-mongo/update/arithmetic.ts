import { Decimal128, Long } from 'bson';
import { isDecimal, isLong, toNumber } from '../bson/values.ts';
import { badValue } from '../errors.ts';

const INT_MAX = 0x7fff_ffff;
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

/** `$inc` and `$mul`: the result has the wider type of both, and an int that overflows becomes a Long. */
export function combine(operation: '$inc' | '$mul', a: unknown, b: unknown): unknown {
  if (isDecimal(a) || isDecimal(b)) return decimal(operation, a, b);
  const integers = isInteger(a) && isInteger(b);
  if (integers && (isLong(a) || isLong(b))) return long(operation, a, b);
  const x = toNumber(a);
  const y = toNumber(b);
  const result = operation === '$inc' ? x + y : x * y;
  const isIntOverflow =
    integers && Math.abs(x) <= INT_MAX && Math.abs(y) <= INT_MAX && Math.abs(result) > INT_MAX;
  return isIntOverflow ? Long.fromBigInt(exact(operation, BigInt(x), BigInt(y))) : result;
}

const isInteger = (value: unknown): boolean => isLong(value) || Number.isInteger(value);
const toBigInt = (value: unknown): bigint => (isLong(value) ? value.toBigInt() : BigInt(toNumber(value)));
const exact = (operation: '$inc' | '$mul', x: bigint, y: bigint): bigint =>
  operation === '$inc' ? x + y : x * y;

function long(operation: '$inc' | '$mul', a: unknown, b: unknown): Long {
  const result = exact(operation, toBigInt(a), toBigInt(b));
  if (result < LONG_MIN || result > LONG_MAX)
    throw badValue(`Failed to apply ${operation} operations to current value (${String(a)}) for document`);
  return Long.fromBigInt(result);
}

interface Decimal {
  readonly digits: bigint;
  /** Digits after the point. */
  readonly scale: number;
}

/** Exact decimal arithmetic: money in Decimal128 must not pass through binary fractions. */
function decimal(operation: '$inc' | '$mul', a: unknown, b: unknown): Decimal128 {
  const x = parseDecimal(a);
  const y = parseDecimal(b);
  if (!x || !y)
    return Decimal128.fromString(
      String(operation === '$inc' ? toNumber(a) + toNumber(b) : toNumber(a) * toNumber(b)),
    );
  if (operation === '$mul') return formatDecimal({ digits: x.digits * y.digits, scale: x.scale + y.scale });
  const scale = Math.max(x.scale, y.scale);
  const widen = (value: Decimal): bigint => value.digits * 10n ** BigInt(scale - value.scale);
  return formatDecimal({ digits: widen(x) + widen(y), scale });
}

function parseDecimal(value: unknown): Decimal | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(String(value));
  if (!parts) return undefined;
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = parts;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > 400) return undefined;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

const formatDecimal = ({ digits, scale }: Decimal): Decimal128 =>
  Decimal128.fromStringWithRounding(`${digits}E-${scale}`);

const DECIMAL_DIGITS = 34;

/** A sum divided by a count. */
export function divide(total: unknown, count: number): unknown {
  const decimal = isDecimal(total) ? parseDecimal(total) : undefined;
  if (!decimal) return toNumber(total) / count;
  const quotient = (decimal.digits * 10n ** BigInt(DECIMAL_DIGITS)) / BigInt(count);
  return formatDecimal(withoutZeros({ digits: quotient, scale: decimal.scale + DECIMAL_DIGITS }));
}

function withoutZeros({ digits, scale }: Decimal): Decimal {
  let shorter = digits;
  let rest = scale;
  while (rest > 0 && shorter % 10n === 0n) {
    shorter /= 10n;
    rest -= 1;
  }
  return { digits: shorter, scale: rest };
}
