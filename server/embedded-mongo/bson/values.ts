import { Decimal128, Long } from 'bson';

export type Document = Record<string, unknown>;

/**
 * BSON's order of types. Values of different rank never equal each other; `MISSING` (JavaScript's undefined) and
 * `NULL` are one place in sorts and indexes.
 */
export const RANK = {
  MIN_KEY: 1,
  EMPTY_ARRAY: 3,
  MISSING: 4,
  NULL: 5,
  NUMBER: 10,
  STRING: 15,
  OBJECT: 20,
  ARRAY: 25,
  BINARY: 30,
  OBJECT_ID: 35,
  BOOLEAN: 40,
  DATE: 45,
  TIMESTAMP: 50,
  REGEX: 55,
  CODE: 60,
  MAX_KEY: 127,
} as const;

/** What an empty array leaves in an index or a sort: MongoDB puts it before null. Never stored, never sent. */
export const EMPTY_ARRAY = Symbol('empty array');

const WRAPPED_RANK: Readonly<Record<string, number>> = {
  Long: RANK.NUMBER,
  Int32: RANK.NUMBER,
  Double: RANK.NUMBER,
  Decimal128: RANK.NUMBER,
  BSONSymbol: RANK.STRING,
  ObjectId: RANK.OBJECT_ID,
  Binary: RANK.BINARY,
  Timestamp: RANK.TIMESTAMP,
  BSONRegExp: RANK.REGEX,
  MinKey: RANK.MIN_KEY,
  MaxKey: RANK.MAX_KEY,
  Code: RANK.CODE,
};

/** bson marks its value classes on the prototype; a stored document cannot forge that with a field of this name. */
function wrapperName(value: object): string | undefined {
  if (Object.hasOwn(value, '_bsontype')) return undefined;
  const name: unknown = Reflect.get(value, '_bsontype');
  return typeof name === 'string' ? name : undefined;
}

export function rank(value: unknown): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return RANK.NUMBER;
    case 'string':
      return RANK.STRING;
    case 'boolean':
      return RANK.BOOLEAN;
    case 'undefined':
      return RANK.MISSING;
    case 'symbol':
      return RANK.EMPTY_ARRAY;
    case 'function':
      return RANK.CODE;
    case 'object':
      break;
  }
  if (value === null) return RANK.NULL;
  if (Array.isArray(value)) return RANK.ARRAY;
  if (value instanceof Date) return RANK.DATE;
  if (value instanceof RegExp) return RANK.REGEX;
  if (value instanceof Uint8Array) return RANK.BINARY;
  const wrapper = wrapperName(value);
  return wrapper === undefined ? RANK.OBJECT : (WRAPPED_RANK[wrapper] ?? RANK.OBJECT);
}

export const isDocument = (value: unknown): value is Document => rank(value) === RANK.OBJECT;
export const isNumber = (value: unknown): boolean => rank(value) === RANK.NUMBER;
export const isRegex = (value: unknown): boolean => rank(value) === RANK.REGEX;
export const isMissing = (value: unknown): value is undefined => value === undefined;
export const isNullish = (value: unknown): value is null | undefined => value === null || value === undefined;
export const isLong = (value: unknown): value is Long => value instanceof Long;
export const isDecimal = (value: unknown): value is Decimal128 => value instanceof Decimal128;

/** Any BSON number as a JavaScript number; large Longs and Decimal128 lose precision. NaN for everything else. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (isLong(value)) return value.toNumber();
  if (isDecimal(value)) return Number(value.toString());
  if (isNumber(value)) return Number(value);
  return Number.NaN;
}

export const isTrue = (value: unknown): boolean =>
  isNumber(value) ? toNumber(value) !== 0 : !isNullish(value) && value !== false;

const ALIASES: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

const NAME_BY_RANK: Readonly<Record<number, string>> = {
  [RANK.MIN_KEY]: 'minKey',
  [RANK.MISSING]: 'missing',
  [RANK.NULL]: 'null',
  [RANK.STRING]: 'string',
  [RANK.OBJECT]: 'object',
  [RANK.ARRAY]: 'array',
  [RANK.BINARY]: 'binData',
  [RANK.OBJECT_ID]: 'objectId',
  [RANK.BOOLEAN]: 'bool',
  [RANK.DATE]: 'date',
  [RANK.TIMESTAMP]: 'timestamp',
  [RANK.REGEX]: 'regex',
  [RANK.CODE]: 'javascript',
  [RANK.MAX_KEY]: 'maxKey',
};

/** MongoDB's alias for the type of a value, as `$type` and error messages name it. */
export function typeName(value: unknown): string {
  if (!isNumber(value)) return NAME_BY_RANK[rank(value)] ?? 'object';
  if (isLong(value) || typeof value === 'bigint') return 'long';
  if (isDecimal(value)) return 'decimal';
  const plain = toNumber(value);
  return Number.isInteger(plain) && Math.abs(plain) <= 0x7fff_ffff ? 'int' : 'double';
}

export const typeNumber = (value: unknown): number => ALIASES[typeName(value)] ?? 0;
const TYPE_NUMBERS = new Set(Object.values(ALIASES));
export const isTypeNumber = (code: number): boolean => TYPE_NUMBERS.has(code);
export const typeNumberOfAlias = (alias: string): number | undefined =>
  Object.hasOwn(ALIASES, alias) ? ALIASES[alias] : undefined;

/** Sets an own property whatever its name: a plain assignment of `__proto__` would change the prototype. */
export function setOwn(target: Document, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}

export const getOwn = (target: Document, key: string): unknown =>
  Object.hasOwn(target, key) ? target[key] : undefined;

/** A copy whose documents, arrays and dates are new; BSON value classes are immutable and shared. */
export function clone<T>(value: T): T;
export function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => clone(item));
  if (value instanceof Date) return new Date(value);
  if (!isDocument(value)) return value;
  const copy: Document = {};
  for (const key of Object.keys(value)) setOwn(copy, key, clone(value[key]));
  return copy;
}

/** A document with `_id` in front, as MongoDB stores it. */
export function withIdFirst(id: unknown, fields: Document): Document {
  const result: Document = { _id: id };
  for (const key of Object.keys(fields)) if (key !== '_id') setOwn(result, key, fields[key]);
  return result;
}

/** True if the value nests deeper than `limit` documents and arrays. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (!Array.isArray(value) && !isDocument(value)) return false;
  if (limit === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isDeeperThan(item, limit - 1));
  for (const key of Object.keys(value)) if (isDeeperThan(value[key], limit - 1)) return true;
  return false;
}
