import { Decimal128 } from 'bson';

/** Exact decimal arithmetic: money in Decimal128 must not pass through binary fractions. */
export interface Decimal {
  readonly digits: bigint;
  /** Digits after the point. */
  readonly scale: number;
}

/** Decimal128 carries 34 digits; some more let the last one be rounded. */
const QUOTIENT_DIGITS = 40;

/** Undefined for NaN, infinity and exponents that no sum needs. */
export function parseDecimal(value: unknown): Decimal | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(String(value));
  if (!parts) return undefined;
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = parts;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > 400) return undefined;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

export const formatDecimal = ({ digits, scale }: Decimal): Decimal128 =>
  Decimal128.fromStringWithRounding(`${digits}E${-scale}`);

const lengthOf = (value: bigint): number => String(value).length;

export function quotient(x: Decimal, y: Decimal): Decimal {
  const extra = QUOTIENT_DIGITS + Math.max(0, lengthOf(y.digits) - lengthOf(x.digits));
  const digits = (x.digits * 10n ** BigInt(extra)) / y.digits;
  const scale = x.scale - y.scale + extra;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

export function withoutZeros({ digits, scale }: Decimal): Decimal {
  let shorter = digits;
  let rest = scale;
  while (rest > 0 && shorter % 10n === 0n) {
    shorter /= 10n;
    rest -= 1;
  }
  return { digits: shorter, scale: rest };
}

export type Rounding = 'half to even' | 'towards zero' | 'down' | 'up';

/** Cuts to so many digits after the point; negative places are before it. */
export function roundDecimal(value: Decimal, places: number, how: Rounding): Decimal {
  if (value.scale <= places) return value;
  const unit = 10n ** BigInt(value.scale - places);
  const rest = value.digits % unit;
  const whole = value.digits / unit + stepFor(rest, unit, (value.digits / unit) % 2n !== 0n, how);
  return places >= 0
    ? { digits: whole, scale: places }
    : { digits: whole * 10n ** BigInt(-places), scale: 0 };
}

function stepFor(rest: bigint, unit: bigint, isOdd: boolean, how: Rounding): bigint {
  if (rest === 0n || how === 'towards zero') return 0n;
  if (how === 'down') return rest < 0n ? -1n : 0n;
  if (how === 'up') return rest > 0n ? 1n : 0n;
  const size = rest < 0n ? -rest : rest;
  const isAway = size * 2n > unit || (size * 2n === unit && isOdd);
  return isAway ? (rest < 0n ? -1n : 1n) : 0n;
}
