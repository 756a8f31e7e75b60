import type { ObjectId, Timestamp } from 'bson';
import { binaryParts, regexParts } from './parts.ts';
import type { Document } from './values.ts';
import { isLong, RANK, rank, toNumber } from './values.ts';

export type StringOrder = (a: string, b: string) => number;
export type Comparator = (a: unknown, b: unknown) => number;

const SURROGATE = /[\ud800-\udfff]/;

/** MongoDB's simple order of strings is that of their UTF-8 bytes; UTF-16 differs only beside surrogates. */
const byBytes: StringOrder = (a, b) => {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
};

/**
 * What the nearest double loses of a 64-bit integer, within ±1024. Numbers are ordered by (double, residue), here
 * and in index keys, so that large Longs stay exact.
 */
export function residue(value: unknown): number {
  if (isLong(value)) return Number(value.toBigInt() - BigInt(value.toNumber()));
  if (typeof value === 'bigint') return Number(value - BigInt(Number(value)));
  return 0;
}

function compareNumbers(a: unknown, b: unknown): number {
  const x = toNumber(a);
  const y = toNumber(b);
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
  if (x !== y) return x < y ? -1 : 1;
  return residue(a) - residue(b);
}

function compareBinary(a: unknown, b: unknown): number {
  const x = binaryParts(a);
  const y = binaryParts(b);
  return x.bytes.length - y.bytes.length || x.subtype - y.subtype || Buffer.compare(x.bytes, y.bytes);
}

function compareRegexes(a: unknown, b: unknown): number {
  const x = regexParts(a);
  const y = regexParts(b);
  return byBytes(x.pattern, y.pattern) || byBytes(x.options, y.options);
}

/** Makes MongoDB's comparison of values for an order of strings (a collation; bytes by default). */
export function makeComparator(strings: StringOrder = byBytes): Comparator {
  function compareDocuments(a: Document, b: Document): number {
    const left = Object.keys(a);
    const right = Object.keys(b);
    for (let i = 0; i < left.length && i < right.length; i++) {
      const x = left[i] ?? '';
      const y = right[i] ?? '';
      const order = rank(a[x]) - rank(b[y]) || byBytes(x, y) || compare(a[x], b[y]);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  }

  function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
    for (let i = 0; i < a.length && i < b.length; i++) {
      const order = compare(a[i], b[i]);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }

  function compare(a: unknown, b: unknown): number {
    const left = rank(a);
    const right = rank(b);
    if (left !== right) return placeOf(left) - placeOf(right);
    switch (left) {
      case RANK.NUMBER:
        return compareNumbers(a, b);
      case RANK.STRING:
        return strings(String(a), String(b));
      case RANK.OBJECT:
        return compareDocuments(a as Document, b as Document);
      case RANK.ARRAY:
        return compareArrays(a as unknown[], b as unknown[]);
      case RANK.BINARY:
        return compareBinary(a, b);
      case RANK.OBJECT_ID:
        return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
      case RANK.BOOLEAN:
        return Number(a) - Number(b);
      case RANK.DATE:
        return compareNumbers((a as Date).getTime(), (b as Date).getTime());
      case RANK.TIMESTAMP:
        return (a as Timestamp).compare(b as Timestamp);
      case RANK.REGEX:
        return compareRegexes(a, b);
      default:
        return 0;
    }
  }
  return compare;
}

const placeOf = (rankOfValue: number): number => (rankOfValue === RANK.MISSING ? RANK.NULL : rankOfValue);

/** MongoDB's order by bytes, without a collation. Missing and null are equal. */
export const compare: Comparator = makeComparator();
export const equal = (a: unknown, b: unknown): boolean => compare(a, b) === 0;
