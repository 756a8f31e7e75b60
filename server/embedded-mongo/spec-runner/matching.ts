import { equal } from '../bson/compare.ts';
import { isDocument, isLong, isNumber, toNumber, typeName } from '../bson/values.ts';
import type { Fields } from './spec-file.ts';

/** Why a value does not match the unified format's expectation; undefined if it does. */
export function mismatch(expected: unknown, given: unknown, isRoot = true, path = '$'): string | undefined {
  const actual = plain(given);
  if (isDocument(expected)) {
    const [operator] = Object.keys(expected);
    if (operator?.startsWith('$$')) return special(operator, expected[operator], actual, isRoot, path);
    return documentMismatch(expected, actual, isRoot, path);
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${path}: expected an array, got ${show(actual)}`;
    if (actual.length !== expected.length)
      return `${path}: expected ${expected.length} items, got ${show(actual)}`;
    for (const [i, item] of expected.entries()) {
      const found = mismatch(item, actual[i], isRoot, `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isNumber(expected) && isNumber(actual) && toNumber(expected) === toNumber(actual)) return undefined;
  return equal(expected, actual) && (expected === undefined) === (actual === undefined)
    ? undefined
    : `${path}: expected ${show(expected)}, got ${show(actual)}`;
}

/** The driver sends some documents as Maps, and hands out results as classes with getters. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value);
  return isLong(value) ? value.toNumber() : value;
}

function documentMismatch(
  expected: Fields,
  actual: unknown,
  isRoot: boolean,
  path: string,
): string | undefined {
  if (!isDocument(actual)) return `${path}: expected a document, got ${show(actual)}`;
  for (const [key, wanted] of Object.entries(expected)) {
    const found = mismatch(wanted, actual[key], false, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  if (isRoot) return undefined;
  const extra = Object.keys(actual).find((key) => !(key in expected) && actual[key] !== undefined);
  return extra === undefined ? undefined : `${path}: unexpected field ${extra}`;
}

function special(
  operator: string,
  operand: unknown,
  actual: unknown,
  isRoot: boolean,
  path: string,
): string | undefined {
  switch (operator) {
    case '$$exists':
      return (actual !== undefined) === operand
        ? undefined
        : `${path}: ${show(actual)} should ${operand === true ? '' : 'not '}exist`;
    case '$$unsetOrMatches':
      return actual === undefined || actual === null ? undefined : mismatch(operand, actual, isRoot, path);
    case '$$type': {
      const types = [operand].flat();
      const isFit = types.includes(typeName(actual)) || (types.includes('number') && isNumber(actual));
      return isFit ? undefined : `${path}: expected type ${show(types)}, got ${show(actual)}`;
    }
    default:
      return `${path}: the runner does not know ${operator}`;
  }
}

const show = (value: unknown): string => JSON.stringify(value) ?? 'undefined';
