import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../aggregate/run.ts';
import { decode, encode } from '../bson/codec.ts';
import { collationOf, SIMPLE } from '../bson/collation.ts';
import type { Document } from '../bson/values.ts';
import { compileFilter } from './filter.ts';
import { OPERATORS } from './operators.ts';

/** what, filter, ids of the documents that match */
type Row = readonly [what: string, filter: Document, ids: readonly string[]];
/** The documents of a topic by id: the value of their field `a`; undefined leaves it out. */
type Values = Readonly<Record<string, unknown>>;

const id = new ObjectId('64b000000000000000000001');
const big = (text: string): Decimal128 => Decimal128.fromString(text);

const NUMBERS: Values = {
  int: new Int32(5),
  double: new Double(5.5),
  long: Long.fromNumber(5),
  huge: Long.fromString('9007199254740993'),
  decimal: big('5'),
  tenth: big('0.1'),
  minus: -7,
  nan: Number.NaN,
  infinite: Number.POSITIVE_INFINITY,
  text: '5',
  nil: null,
  none: undefined,
};
const numbers: readonly Row[] = [
  ['numbers of all types are one', { a: 5 }, ['int', 'long', 'decimal']],
  ['as $eq', { a: { $eq: Long.fromNumber(5) } }, ['int', 'long', 'decimal']],
  ['a decimal equals an int', { a: big('5.0') }, ['int', 'long', 'decimal']],
  ['large 64-bit integers are exact', { a: Long.fromString('9007199254740992') }, []],
  ['and found', { a: Long.fromString('9007199254740993') }, ['huge']],
  ['$gt keeps to numbers', { a: { $gt: 5 } }, ['double', 'huge', 'infinite']],
  ['$gte', { a: { $gte: 5.5 } }, ['double', 'huge', 'infinite']],
  ['$lt', { a: { $lt: 0.2 } }, ['tenth', 'minus']],
  ['$lte', { a: { $lte: big('0.1') } }, ['tenth', 'minus']],
  ['NaN equals NaN', { a: Number.NaN }, ['nan']],
  ['NaN is in no range but its own', { a: { $gte: Number.NaN } }, ['nan']],
  ['infinity', { a: { $gte: Number.POSITIVE_INFINITY } }, ['infinite']],
  ['$in across types', { a: { $in: [5, '5', null] } }, ['int', 'long', 'decimal', 'text', 'nil', 'none']],
  [
    '$nin counts missing as null',
    { a: { $nin: [5, null] } },
    ['double', 'huge', 'tenth', 'minus', 'nan', 'infinite', 'text'],
  ],
  [
    '$mod takes what is before the point',
    { a: { $mod: [5, 0] } },
    ['int', 'double', 'long', 'decimal', 'tenth'],
  ],
  ['$mod of a negative number', { a: { $mod: [5, -2] } }, ['minus']],
  ['$mod of a large number', { a: { $mod: [10, 3] } }, ['huge']],
  ['$mod cuts its own fractions', { a: { $mod: [5.9, 0.9] } }, ['int', 'double', 'long', 'decimal', 'tenth']],
  ['$bitsAllSet', { a: { $bitsAllSet: 5 } }, ['int', 'long', 'decimal']],
  ['$bitsAllSet by positions', { a: { $bitsAllSet: [0, 2] } }, ['int', 'long', 'decimal']],
  ['$bitsAllClear', { a: { $bitsAllClear: 2 } }, ['int', 'long', 'huge', 'decimal', 'minus']],
  ['$bitsAnySet', { a: { $bitsAnySet: [1, 50] } }, ['minus']],
  ['$bitsAnySet with the sign extended', { a: { $bitsAnySet: [63, 100] } }, ['minus']],
  ['$bitsAnyClear', { a: { $bitsAnyClear: [0, 1] } }, ['int', 'long', 'huge', 'decimal', 'minus']],
  ['$bitsAllSet by binary', { a: { $bitsAllSet: new Binary(Buffer.of(5)) } }, ['int', 'long', 'decimal']],
];

const TYPES: Values = {
  int: 1,
  long: Long.fromString('9007199254740993'),
  double: 1.5,
  decimal: big('1'),
  text: 'x',
  doc: { x: 1, y: 2 },
  list: ['x', 2],
  empty: [],
  bytes: new Binary(Buffer.of(1, 2)),
  oid: id,
  yes: true,
  date: new Date(5),
  stamp: new Timestamp({ t: 1, i: 1 }),
  nil: null,
  regex: /^x/i,
  low: new MinKey(),
  high: new MaxKey(),
  none: undefined,
};
const types: readonly Row[] = [
  ['$type by name, also of items', { a: { $type: 'string' } }, ['text', 'list']],
  ['$type number', { a: { $type: 'number' } }, ['int', 'long', 'double', 'decimal', 'list']],
  ['$type by number', { a: { $type: 18 } }, ['long']],
  ['$type array is of the field itself', { a: { $type: 'array' } }, ['list', 'empty']],
  ['$type of several', { a: { $type: ['bool', 9, 'null'] } }, ['yes', 'date', 'nil']],
  ['$type of the ends', { a: { $type: ['minKey', 127] } }, ['low', 'high']],
  ['$exists counts null', { a: { $exists: false } }, ['none']],
  ['$exists takes any true value', { a: { $exists: 1, $type: 'null' } }, ['nil']],
  ['null is also missing', { a: null }, ['nil', 'none']],
  ['$gte of null', { a: { $gte: null } }, ['nil', 'none']],
  ['$gt of null', { a: { $gt: null } }, []],
  ['documents are equal in the same order only', { a: { y: 2, x: 1 } }, []],
  ['documents', { a: { x: 1, y: 2 } }, ['doc']],
  ['documents are ordered', { a: { $gt: { x: 1 } } }, ['doc']],
  ['dates keep to dates', { a: { $lt: new Date(6) } }, ['date']],
  ['identifiers', { a: { $gte: new ObjectId('64b000000000000000000000') } }, ['oid']],
  ['booleans', { a: { $gt: false } }, ['yes']],
  ['binary', { a: new Binary(Buffer.of(1, 2)) }, ['bytes']],
  [
    '$ne',
    { a: { $ne: 'x' }, $nor: [{ a: { $type: 'number' } }], b: null },
    ['doc', 'empty', 'bytes', 'oid', 'yes', 'date', 'stamp', 'nil', 'regex', 'low', 'high', 'none'],
  ],
  [
    '$not of another type',
    { a: { $not: { $gte: 0 } }, $or: [{ a: 'x' }, { a: { $type: 'date' } }] },
    ['text', 'date'],
  ],
  ['$not of a pattern', { a: { $not: /x/ }, $and: [{ a: { $type: [2, 4] } }] }, ['empty']],
  ['a pattern matches texts and itself', { a: /^x/i }, ['text', 'list', 'regex']],
  ['$regex with $options', { a: { $regex: '^X', $options: 'i' } }, ['text', 'list']],
  ['$regex in $in', { a: { $in: [/^X/i, true] } }, ['text', 'list', 'yes']],
  [
    'MinKey is below all',
    { a: { $gt: new MinKey() }, b: null, $and: [{ a: { $type: [1, 8, 9] } }] },
    ['double', 'yes', 'date'],
  ],
  ['$comment says nothing', { a: true, $comment: 'x' }, ['yes']],
];

const ARRAYS: Values = {
  flat: [1, 2, 3],
  turned: [3, 2, 1],
  nested: [[1, 2, 3], 4],
  inner: [[[1, 2, 3]]],
  empty: [],
  emptied: [[]],
  nulls: [null],
  docs: [
    { b: 1, c: 'x' },
    { b: 5, c: 'y' },
  ],
  holes: [{ b: 1 }, {}],
  deep: [{ b: [7, 8] }],
  doc: { b: 1 },
  mixed: [{ b: 9 }, 9],
  plain: 2,
  none: undefined,
};
const arrays: readonly Row[] = [
  ['an item', { a: 2 }, ['flat', 'turned', 'plain']],
  ['the whole array, or an array in it', { a: [1, 2, 3] }, ['flat', 'nested']],
  ['the empty array', { a: [] }, ['empty', 'emptied']],
  ['$in with arrays', { a: { $in: [[1, 2, 3], []] } }, ['flat', 'nested', 'empty', 'emptied']],
  [
    'arrays are ordered',
    { a: { $gt: [2] } },
    ['turned', 'nested', 'inner', 'emptied', 'docs', 'holes', 'deep', 'mixed'],
  ],
  ['two ends may be met by two items', { a: { $gt: 2, $lt: 2 } }, ['flat', 'turned']],
  ['$elemMatch wants one', { a: { $elemMatch: { $gt: 1, $lt: 3 } } }, ['flat', 'turned']],
  ['$elemMatch on documents', { a: { $elemMatch: { b: 1, c: 'x' } } }, ['docs']],
  ['$elemMatch does not mix documents', { a: { $elemMatch: { b: 1, c: 'y' } } }, []],
  ['$elemMatch on an array of arrays', { a: { $elemMatch: { $elemMatch: { $eq: 2 } } } }, ['nested']],
  ['$elemMatch with $or', { a: { $elemMatch: { $or: [{ b: 9 }, { c: 'y' }] } } }, ['docs', 'mixed']],
  ['$elemMatch of null', { a: { $elemMatch: { $eq: null } } }, ['nulls']],
  ['$size', { a: { $size: 2 } }, ['nested', 'docs', 'holes', 'mixed']],
  ['$size 0', { a: { $size: 0 } }, ['empty']],
  ['$all in any order', { a: { $all: [3, 1] } }, ['flat', 'turned']],
  ['$all of one value also without an array', { a: { $all: [2] } }, ['flat', 'turned', 'plain']],
  ['$all of an array', { a: { $all: [[1, 2, 3]] } }, ['flat', 'nested']],
  ['$all of nothing', { a: { $all: [] } }, []],
  ['$all with $elemMatch', { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { c: 'y' } }] } }, ['docs']],
  ['dots go through documents', { 'a.b': 1 }, ['docs', 'holes', 'doc']],
  ['dots go through two arrays', { 'a.b': 8 }, ['deep']],
  ['dots take an index', { 'a.0': 1 }, ['flat']],
  ['an index and a field', { 'a.1.b': 5 }, ['docs']],
  ['an index in an inner array', { 'a.0.1': 2 }, ['nested']],
  ['null after a dot', { 'a.b': null }, ['holes', 'plain', 'none']],
  [
    'not null after a dot',
    { 'a.b': { $ne: null }, a: { $type: 'array' } },
    ['flat', 'turned', 'nested', 'inner', 'empty', 'emptied', 'nulls', 'docs', 'deep', 'mixed'],
  ],
  ['$exists after a dot', { 'a.b': { $exists: true } }, ['docs', 'holes', 'deep', 'doc', 'mixed']],
  [
    '$exists false after a dot',
    { 'a.b': { $exists: false } },
    ['flat', 'turned', 'nested', 'inner', 'empty', 'emptied', 'nulls', 'plain', 'none'],
  ],
  [
    '$ne means no item',
    { 'a.b': { $ne: 1 }, a: { $elemMatch: { b: { $exists: true } } } },
    ['deep', 'mixed'],
  ],
  [
    '$nin means no item',
    { a: { $nin: [1, 3, 4, null] } },
    ['inner', 'empty', 'emptied', 'docs', 'holes', 'deep', 'doc', 'mixed', 'plain'],
  ],
  ['null in an array', { a: null }, ['nulls', 'none']],
  ['$type after a dot', { 'a.b': { $type: 'array' } }, ['deep']],
];

const TEXTS: Values = {
  upper: 'Ab',
  lower: 'ab',
  accent: 'äb',
  digits: 'x10',
  digit: 'x9',
  lines: 'a\nB',
  wide: '灯',
};
const texts: readonly Row[] = [
  ['the order of texts is that of bytes', { a: { $lt: 'a' } }, ['upper']],
  ['a pattern with lines', { a: { $regex: '^B', $options: 'm' } }, ['lines']],
  ['a dot that takes line ends', { a: { $regex: 'a.B', $options: 's' } }, ['lines']],
  ['a pattern with blanks and comments', { a: { $regex: 'a  b # both', $options: 'x' } }, ['lower']],
  ['letters of other scripts', { a: /^灯$/ }, ['wide']],
];
const collated: readonly Row[] = [
  ['strength 2 takes case as one', { a: 'AB' }, ['upper', 'lower']],
  ['in $in too', { a: { $in: ['aB', 'x'] } }, ['upper', 'lower']],
  ['and in ranges', { a: { $gte: 'AB', $lt: 'B' } }, ['upper', 'lower', 'accent']],
  ['digits by their number', { a: { $gt: 'x9' } }, ['digits', 'wide']],
  ['patterns do not ask the collation', { a: /^AB/ }, []],
];

const expressions: readonly Row[] = [
  ['$expr compares fields', { $expr: { $gt: ['$a', 5] } }, ['double', 'huge', 'infinite', 'text']],
  ['$expr knows missing from null', { $expr: { $eq: ['$a', null] } }, ['nil']],
  ['$alwaysTrue', { $alwaysTrue: 1, a: null }, ['nil', 'none']],
  ['$alwaysFalse', { $alwaysFalse: 1 }, []],
];

function matching(values: Values, filter: Document, collation = SIMPLE): string[] {
  const matches = compileFilter(filter, { collation, variables: {}, evaluate });
  return Object.keys(values).filter((name) => {
    const value = values[name];
    return matches(decode(encode(value === undefined ? {} : { a: value })));
  });
}

describe('query operators', () => {
  test.each(numbers)('E4 numbers: %s', (_, filter, ids) => {
    expect(matching(NUMBERS, filter)).toEqual(ids);
  });
  test.each(types)('E4 types: %s', (_, filter, ids) => {
    expect(matching(TYPES, filter)).toEqual(ids);
  });
  test.each(arrays)('E4 arrays: %s', (_, filter, ids) => {
    expect(matching(ARRAYS, filter)).toEqual(ids);
  });
  test.each(texts)('E4 texts: %s', (_, filter, ids) => {
    expect(matching(TEXTS, filter)).toEqual(ids);
  });
  test.each(collated)('E59 with a collation: %s', (_, filter, ids) => {
    const collation = collationOf({ locale: 'en', strength: 2, numericOrdering: true });
    expect(matching(TEXTS, filter, collation)).toEqual(ids);
  });
  test.each(expressions)('E4 %s', (_, filter, ids) => {
    expect(matching(NUMBERS, filter)).toEqual(ids);
  });
  test('E4 a field called constructor or __proto__ is only its own', () => {
    const own = decode(encode(JSON.parse('{"__proto__":{"x":1},"constructor":2}') as Document));
    expect(compileFilter({ constructor: { $exists: true } })({})).toBe(false);
    expect(compileFilter({ constructor: 2, '__proto__.x': 1 })(own)).toBe(true);
    expect(compileFilter({ '__proto__.x': { $exists: true } })({})).toBe(false);
  });

  test('E60 every query operator has rows here, or is refused', () => {
    const rows = JSON.stringify(
      [numbers, types, arrays, texts, expressions].map((table) => table.map(([, filter]) => filter)),
    );
    const refused = ['$geoWithin', '$geoIntersects', '$near', '$nearSphere'];
    const untested = Object.keys(OPERATORS).filter(
      (name) => !refused.includes(name) && !rows.includes(`"${name}":`),
    );
    expect(untested).toEqual([]);
  });
});
