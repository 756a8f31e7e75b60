import { Long } from 'bson';
import { isDecimal, isLong, isNullish, isNumber, toNumber, typeName } from '../bson/values.ts';
import { badValue, location, mongoError } from '../errors.ts';
import { asLong, combineOrWiden, divide, isInteger, remainder, toBigInt } from '../update/arithmetic.ts';
import type { Rounding } from '../update/decimal.ts';
import { formatDecimal, parseDecimal, roundDecimal } from '../update/decimal.ts';
import type { Expression, Expressions } from './expression.ts';
import { ANY_NUMBER, nary } from './expression.ts';

const wrongType = (message: string): Error => mongoError('TypeMismatch', message);

/** Milliseconds as a date: `$add` and `$subtract` take one. */
function shiftedDate(date: Date, amount: unknown, sign: 1 | -1): Date {
  const moved = new Date(date.getTime() + sign * Math.trunc(toNumber(amount)));
  if (Number.isNaN(moved.getTime())) throw mongoError('Overflow', 'date overflow');
  return moved;
}

const add = nary('$add', ANY_NUMBER, (...values) => {
  let total: unknown = 0;
  let date: Date | undefined;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (value instanceof Date) {
      if (date) throw location(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumber(value)) total = combineOrWiden('$inc', total, value);
    else throw wrongType(`$add only supports numeric or date types, not ${typeName(value)}`);
  }
  return date ? shiftedDate(date, total, 1) : total;
});

const subtract = nary('$subtract', [2, 2], (a, b) => {
  if (isNullish(a) || isNullish(b)) return null;
  if (isNumber(a) && isNumber(b)) return combineOrWiden('$subtract', a, b);
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date && isNumber(b)) return shiftedDate(a, b, -1);
  throw wrongType(`can't $subtract ${typeName(b)} from ${typeName(a)}`);
});

const multiply = nary('$multiply', ANY_NUMBER, (...values) => {
  let product: unknown = 1;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!isNumber(value)) throw wrongType(`$multiply only supports numeric types, not ${typeName(value)}`);
    product = combineOrWiden('$mul', product, value);
  }
  return product;
});

const division = nary('$divide', [2, 2], (a, b) => {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b))
    throw wrongType(`$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  if (toNumber(b) === 0) throw badValue("can't $divide by zero");
  return divide(a, b);
});

const modulo = nary('$mod', [2, 2], (a, b) => {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b))
    throw location(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  if (toNumber(b) === 0) throw location(16610, "can't $mod by zero");
  return remainder(a, b);
});

/** An operator on one number; `exact` computes what a double cannot hold. */
const onNumber = (
  operator: string,
  compute: (value: number) => number,
  exact?: (value: unknown) => unknown,
): Expression =>
  nary(operator, [1, 1], (value) => {
    if (isNullish(value)) return null;
    if (!isNumber(value))
      throw location(28765, `${operator} only supports numeric types, not ${typeName(value)}`);
    if (exact && (isDecimal(value) || isLong(value))) return exact(value);
    if (isDecimal(value))
      throw mongoError('CommandNotSupported', `${operator} of a decimal is not supported`);
    return compute(toNumber(value));
  });

const within = (operator: string, code: number, why: string, holds: (value: number) => boolean) => {
  return (compute: (value: number) => number): Expression =>
    onNumber(operator, (value) => {
      if (!holds(value)) throw location(code, `${operator}'s argument ${why}, but is ${value}`);
      return compute(value);
    });
};

function rounded(value: unknown, places: number, how: Rounding): unknown {
  const decimal = parseDecimal(value);
  if (!decimal) return value;
  const result = roundDecimal(decimal, places, how);
  return isLong(value) ? asLong(result.digits) : formatDecimal(result);
}

const absolute = (value: unknown): unknown => {
  const isNegative = toNumber(value) < 0;
  if (isLong(value) && value.equals(Long.MIN_VALUE))
    throw location(28680, "can't take $abs of long long min");
  return isNegative ? combineOrWiden('$mul', value, -1) : value;
};

function halfToEven(value: number): number {
  const below = Math.floor(value);
  const isHalf = value - below === 0.5;
  return isHalf && below % 2 === 0 ? below : Math.round(value);
}

/** Moves the decimal point by digits, not by multiplying: 1.005 has no exact double. */
const shifted = (value: number, places: number): number => {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
};

const rounding = (operator: string, round: (value: number) => number, how: Rounding): Expression =>
  nary(operator, [1, 2], (value, given = 0) => {
    if (isNullish(value) || isNullish(given)) return null;
    if (!isNumber(value))
      throw location(51081, `${operator} only supports numeric types, not ${typeName(value)}`);
    const places = toNumber(given);
    if (!Number.isInteger(places)) throw location(51082, 'precision argument must be a integral value');
    if (places < -20 || places > 100)
      throw location(
        51083,
        `cannot apply ${operator} with precision value ${places} value must be in [-20, 100]`,
      );
    if (isDecimal(value) || isLong(value)) return rounded(value, places, how);
    const number = toNumber(value);
    if (!Number.isFinite(number)) return number;
    return shifted(round(shifted(number, places)), -places);
  });

function power(base: unknown, exponent: unknown): unknown {
  if (isNullish(base) || isNullish(exponent)) return null;
  if (!isNumber(base)) throw location(28762, `$pow's base must be numeric, not ${typeName(base)}`);
  if (!isNumber(exponent))
    throw location(28763, `$pow's exponent must be numeric, not ${typeName(exponent)}`);
  if (isDecimal(base) || isDecimal(exponent))
    throw mongoError('CommandNotSupported', '$pow of a decimal is not supported');
  if (toNumber(base) === 0 && toNumber(exponent) < 0)
    throw location(28764, '$pow cannot take a base of 0 and a negative exponent');
  const result = toNumber(base) ** toNumber(exponent);
  if (!isInteger(base) || !isInteger(exponent) || Number.isSafeInteger(result)) return result;
  const isLongResult = toNumber(exponent) >= 0 && Math.abs(result) <= 2 ** 64;
  return (isLongResult ? asLong(toBigInt(base) ** toBigInt(exponent)) : undefined) ?? result;
}

const logarithm = nary('$log', [2, 2], (value, base) => {
  if (isNullish(value) || isNullish(base)) return null;
  if (!isNumber(value)) throw location(28756, `$log's argument must be numeric, not ${typeName(value)}`);
  if (!isNumber(base)) throw location(28757, `$log's base must be numeric, not ${typeName(base)}`);
  if (isDecimal(value) || isDecimal(base))
    throw mongoError('CommandNotSupported', '$log of a decimal is not supported');
  const [x, b] = [toNumber(value), toNumber(base)];
  if (x <= 0) throw location(28758, `$log's argument must be a positive number, but is ${x}`);
  if (b <= 0 || b === 1)
    throw location(28759, `$log's base must be a positive number not equal to 1, but is ${b}`);
  return Math.log(x) / Math.log(b);
});

const bitwise = (operator: string, start: number, combine: (a: bigint, b: bigint) => bigint): Expression =>
  nary(operator, ANY_NUMBER, (...values) => {
    if (values.some((value) => isNullish(value))) return null;
    const odd = values.find((value) => !isInteger(value));
    if (odd !== undefined)
      throw wrongType(`${operator} only supports int and long operands, not ${typeName(odd)}`);
    const result = values.reduce<bigint>((bits, value) => combine(bits, toBigInt(value)), BigInt(start));
    return values.some((value) => isLong(value)) ? asLong(result) : Number(BigInt.asIntN(32, result));
  });

const inUnit = (operator: string) =>
  within(operator, 50989, 'must be in [-1,1]', (value) => Math.abs(value) <= 1);
const TURN = Math.PI / 180;

/** Arithmetic as MongoDB does it: Longs and decimals exactly, dates by milliseconds, wrong types with its errors. */
export const NUMBER_EXPRESSIONS: Expressions = {
  $add: add,
  $subtract: subtract,
  $multiply: multiply,
  $divide: division,
  $mod: modulo,
  $abs: onNumber('$abs', Math.abs, absolute),
  $ceil: onNumber('$ceil', Math.ceil, (value) => rounded(value, 0, 'up')),
  $floor: onNumber('$floor', Math.floor, (value) => rounded(value, 0, 'down')),
  $round: rounding('$round', halfToEven, 'half to even'),
  $trunc: rounding('$trunc', Math.trunc, 'towards zero'),
  $pow: nary('$pow', [2, 2], power),
  $sqrt: within('$sqrt', 28714, 'must be greater than or equal to 0', (value) => !(value < 0))(Math.sqrt),
  $exp: onNumber('$exp', Math.exp),
  $ln: within('$ln', 28766, 'must be a positive number', (value) => !(value <= 0))(Math.log),
  $log10: within('$log10', 28761, 'must be a positive number', (value) => !(value <= 0))(Math.log10),
  $log: logarithm,
  $sin: onNumber('$sin', Math.sin),
  $cos: onNumber('$cos', Math.cos),
  $tan: onNumber('$tan', Math.tan),
  $asin: inUnit('$asin')(Math.asin),
  $acos: inUnit('$acos')(Math.acos),
  $atan: onNumber('$atan', Math.atan),
  $atan2: nary('$atan2', [2, 2], (y, x) => {
    if (isNullish(y) || isNullish(x)) return null;
    if (!isNumber(y) || !isNumber(x))
      throw wrongType(`$atan2 only supports numeric types, not ${typeName(y)} and ${typeName(x)}`);
    if (isDecimal(y) || isDecimal(x))
      throw mongoError('CommandNotSupported', '$atan2 of a decimal is not supported');
    return Math.atan2(toNumber(y), toNumber(x));
  }),
  $sinh: onNumber('$sinh', Math.sinh),
  $cosh: onNumber('$cosh', Math.cosh),
  $tanh: onNumber('$tanh', Math.tanh),
  $asinh: onNumber('$asinh', Math.asinh),
  $acosh: within('$acosh', 50989, 'must be in [1,inf]', (value) => !(value < 1))(Math.acosh),
  $atanh: inUnit('$atanh')(Math.atanh),
  $degreesToRadians: onNumber('$degreesToRadians', (value) => value * TURN),
  $radiansToDegrees: onNumber('$radiansToDegrees', (value) => value / TURN),
  $bitAnd: bitwise('$bitAnd', -1, (a, b) => a & b),
  $bitOr: bitwise('$bitOr', 0, (a, b) => a | b),
  $bitXor: bitwise('$bitXor', 0, (a, b) => a ^ b),
  $bitNot: nary('$bitNot', [1, 1], (value) => {
    if (isNullish(value)) return null;
    if (!isInteger(value)) throw wrongType(`$bitNot only supports int and long, not: ${typeName(value)}`);
    return isLong(value) ? value.not() : ~toNumber(value);
  }),
};
