import { Decimal128, Long, Timestamp } from 'bson';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../bson/codec.ts';
import type { Document } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { PLAIN } from '../match/types.ts';
import { applyOperators } from './apply.ts';
import { UPDATE_OPERATORS } from './operators.ts';

/** what, document, update, document after it */
type Row = readonly [what: string, before: Document, update: Document, after: Document];
/** what, document, update, MongoDB's code, array filters */
type Refusal = readonly [
  what: string,
  before: Document,
  update: Document,
  code: number,
  arrayFilters?: Document[],
];

const NOW = new Date('2026-01-02T03:04:05Z');
const big = (text: string): Decimal128 => Decimal128.fromString(text);
const long = (text: string): Long => Long.fromString(text);

const fields: readonly Row[] = [
  ['$set makes the way', { _id: 1 }, { $set: { 'a.b': 2 } }, { _id: 1, a: { b: 2 } }],
  ['$set fills an array with null', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
  ['$set in a document of an array', { a: [{ b: 1 }] }, { $set: { 'a.0.c': 2 } }, { a: [{ b: 1, c: 2 }] }],
  ['$set takes the place of any type', { a: [1] }, { $set: { a: 'x' } }, { a: 'x' }],
  ['$set of a number as a name', {}, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
  ['$set of the same _id', { _id: 1 }, { $set: { _id: 1, a: 1 } }, { _id: 1, a: 1 }],
  ['$set of nothing', { a: 1 }, { $set: {} }, { a: 1 }],
  ['new fields come in the order of their names', {}, { $set: { b: 1, a: 1 } }, { a: 1, b: 1 }],
  [
    'over all operators',
    { z: 1 },
    { $set: { c: 1 }, $inc: { a: 1 }, $max: { b: 1 } },
    { z: 1, a: 1, b: 1, c: 1 },
  ],
  ['numbers as numbers', {}, { $set: { 'a.10': 1, 'a.9': 1, 'a.b': 1 } }, { a: { 9: 1, 10: 1, b: 1 } }],
  ['$setOnInsert does nothing to what exists', { a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
  ['$unset', { a: 1, b: { c: 1, d: 1 } }, { $unset: { a: '', 'b.c': 1 } }, { b: { d: 1 } }],
  ['$unset leaves null in an array', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  [
    '$unset of what is not there',
    { a: [{ b: 1 }], c: 1 },
    { $unset: { 'a.b': '', 'c.d': '', e: '' } },
    { a: [{ b: 1 }], c: 1 },
  ],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
  ['$rename into a document', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
  ['$rename over another field', { a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
  ['$rename of nothing', { b: 2 }, { $rename: { a: 'b' } }, { b: 2 }],
];

const numbers: readonly Row[] = [
  ['$inc makes a field', {}, { $inc: { a: 2 } }, { a: 2 }],
  [
    '$inc makes a field of the type given',
    {},
    { $inc: { a: Long.fromNumber(2) } },
    { a: Long.fromNumber(2) },
  ],
  ['$inc by a fraction', { a: 1 }, { $inc: { a: 0.5 } }, { a: 1.5 }],
  [
    '$inc beyond 31 bits makes a Long',
    { a: 2147483647 },
    { $inc: { a: 1 } },
    { a: Long.fromNumber(2147483648) },
  ],
  [
    '$inc of a Long is exact',
    { a: long('9007199254740993') },
    { $inc: { a: 2 } },
    { a: long('9007199254740995') },
  ],
  ['$inc of decimals is exact', { a: big('0.1') }, { $inc: { a: big('0.2') } }, { a: big('0.3') }],
  ['$inc of a decimal by an int', { a: big('1.50') }, { $inc: { a: 1 } }, { a: big('2.50') }],
  ['$inc down', { a: 1 }, { $inc: { a: -3 } }, { a: -2 }],
  ['$mul of nothing is 0', {}, { $mul: { a: 5 } }, { a: 0 }],
  [
    '$mul of ints beyond 31 bits',
    { a: 2_000_000 },
    { $mul: { a: 3000 } },
    { a: Long.fromNumber(6_000_000_000) },
  ],
  [
    '$mul of Longs is exact',
    { a: long('3000000001') },
    { $mul: { a: long('3000000001') } },
    { a: long('9000000006000000001') },
  ],
  ['$mul of decimals', { a: big('1.1') }, { $mul: { a: big('1.1') } }, { a: big('1.21') }],
  ['$min', { a: 5 }, { $min: { a: 3 } }, { a: 3 }],
  ['$min keeps the lower', { a: 2 }, { $min: { a: 3 } }, { a: 2 }],
  ['$min by the order of types', { a: 5, b: 5 }, { $min: { a: null, b: 'x' } }, { a: null, b: 5 }],
  ['$max', { a: 5, b: 5 }, { $max: { a: 3, b: 7, c: 1 } }, { a: 5, b: 7, c: 1 }],
  ['$max by the order of types', { a: 5 }, { $max: { a: new Date(1) } }, { a: new Date(1) }],
  ['$bit and', { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
  ['$bit or, xor', { a: 3, b: 1 }, { $bit: { a: { or: 5 }, b: { xor: 5 } } }, { a: 7, b: 4 }],
  ['$bit of nothing', {}, { $bit: { a: { or: 5 } } }, { a: 5 }],
  ['$bit of a Long', { a: long('4294967297') }, { $bit: { a: { and: 1 } } }, { a: Long.fromNumber(1) }],
  ['$currentDate', {}, { $currentDate: { a: true, b: { $type: 'date' } } }, { a: NOW, b: NOW }],
  [
    '$currentDate as a timestamp',
    {},
    { $currentDate: { a: { $type: 'timestamp' } } },
    { a: new Timestamp({ t: NOW.getTime() / 1000, i: 1 }) },
  ],
];

const arrays: readonly Row[] = [
  ['$push makes an array', {}, { $push: { a: 1 } }, { a: [1] }],
  ['$push of an array is one item', { a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
  ['$push of each', { a: [1] }, { $push: { a: { $each: [2, [3]] } } }, { a: [1, 2, [3]] }],
  [
    '$push with modifiers',
    { a: [3, 1] },
    { $push: { a: { $each: [2, 4], $sort: 1, $slice: -3 } } },
    { a: [2, 3, 4] },
  ],
  [
    '$push sorts documents by fields',
    { a: [{ n: 1, m: 1 }] },
    {
      $push: {
        a: {
          $each: [
            { n: 2, m: 1 },
            { n: 1, m: 2 },
          ],
          $sort: { n: -1, m: -1 },
        },
      },
    },
    {
      a: [
        { n: 2, m: 1 },
        { n: 1, m: 2 },
        { n: 1, m: 1 },
      ],
    },
  ],
  [
    '$push sorts by the order of types',
    { a: ['x', null, 2] },
    { $push: { a: { $each: [], $sort: -1 } } },
    { a: ['x', 2, null] },
  ],
  ['$push cuts to the first', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }, { a: [1, 2] }],
  ['$push cuts to nothing', { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
  [
    '$push at the front',
    { a: [1, 2] },
    { $push: { a: { $each: [8, 9], $position: 0 } } },
    { a: [8, 9, 1, 2] },
  ],
  [
    '$push counted from the end',
    { a: [1, 2] },
    { $push: { a: { $each: [9], $position: -1 } } },
    { a: [1, 9, 2] },
  ],
  ['$push beyond the end', { a: [1] }, { $push: { a: { $each: [9], $position: 7 } } }, { a: [1, 9] }],
  ['$addToSet makes an array', {}, { $addToSet: { a: 1 } }, { a: [1] }],
  ['$addToSet keeps one of each', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  [
    '$addToSet takes numbers of all types as one',
    { a: [1] },
    { $addToSet: { a: Long.fromNumber(1) } },
    { a: [1] },
  ],
  [
    '$addToSet minds the order of fields',
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  ['$addToSet of an array is one item', { a: [1] }, { $addToSet: { a: [1] } }, { a: [1, [1]] }],
  ['$pull by value', { a: [1, 2, 1, '1'] }, { $pull: { a: 1 } }, { a: [2, '1'] }],
  ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['$pull of several', { a: [1, 5, 9] }, { $pull: { a: { $in: [1, 9] } } }, { a: [5] }],
  ['$pull by pattern', { a: ['ab', 'b', 5] }, { $pull: { a: /^a/ } }, { a: ['b', 5] }],
  [
    '$pull of documents by fields',
    { a: [{ x: 1, y: 1 }, { x: 2 }, 1] },
    { $pull: { a: { x: 1 } } },
    { a: [{ x: 2 }, 1] },
  ],
  [
    '$pull of documents by conditions',
    { a: [{ x: 1 }, { x: 5 }, {}] },
    { $pull: { a: { x: { $gt: 2 } } } },
    { a: [{ x: 1 }, {}] },
  ],
  [
    '$pull of documents by $or',
    { a: [{ x: 1 }, { y: 5 }, { z: 1 }] },
    { $pull: { a: { $or: [{ x: 1 }, { y: 5 }] } } },
    { a: [{ z: 1 }] },
  ],
  ['$pull of an array is by the whole', { a: [[1], [1, 2]] }, { $pull: { a: [1] } }, { a: [[1, 2]] }],
  ['$pull of null', { a: [null, 1] }, { $pull: { a: null } }, { a: [1] }],
  ['$pull of nothing', { b: 1 }, { $pull: { a: 1 } }, { b: 1 }],
  ['$pullAll', { a: [1, 2, 1, null] }, { $pullAll: { a: [1, null] } }, { a: [2] }],
  [
    '$pullAll of documents is exact',
    { a: [{ x: 1, y: 2 }, { x: 1 }] },
    { $pullAll: { a: [{ x: 1 }] } },
    { a: [{ x: 1, y: 2 }] },
  ],
  ['$pop at both ends', { a: [1, 2], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1], b: [2] }],
  ['$pop of nothing', { a: [] }, { $pop: { a: 1, b: 1 } }, { a: [] }],
];

/** what, document, update, filter, array filters, document after it */
const positional: readonly (readonly [string, Document, Document, Document, Document[], Document])[] = [
  ['$ is the item found', { a: [1, 5, 7] }, { $set: { 'a.$': 0 } }, { a: { $gt: 2 } }, [], { a: [1, 0, 7] }],
  [
    '$ is the item and not one inside it',
    { a: [[2], 2] },
    { $set: { 'a.$': 0 } },
    { a: 2 },
    [],
    { a: [[2], 0] },
  ],
  [
    '$ by a field',
    { a: [{ k: 1 }, { k: 2 }] },
    { $inc: { 'a.$.n': 1 } },
    { 'a.k': 2 },
    [],
    { a: [{ k: 1 }, { k: 2, n: 1 }] },
  ],
  [
    '$ by $elemMatch',
    {
      a: [
        { k: 1, v: 1 },
        { k: 1, v: 2 },
      ],
    },
    { $set: { 'a.$.v': 9 } },
    { a: { $elemMatch: { k: 1, v: 2 } } },
    [],
    {
      a: [
        { k: 1, v: 1 },
        { k: 1, v: 9 },
      ],
    },
  ],
  ['$ inside $and', { a: [1, 2] }, { $unset: { 'a.$': 1 } }, { $and: [{ a: 2 }] }, [], { a: [1, null] }],
  ['$[] is every item', { a: [1, 5] }, { $inc: { 'a.$[]': 1 } }, {}, [], { a: [2, 6] }],
  [
    '$[] on two levels',
    { a: [{ b: [1] }, { b: [2, 3] }] },
    { $mul: { 'a.$[].b.$[]': 2 } },
    {},
    [],
    { a: [{ b: [2] }, { b: [4, 6] }] },
  ],
  ['$[] of no items', { a: [] }, { $set: { 'a.$[].x': 1 } }, {}, [], { a: [] }],
  [
    '$[x] is what fits',
    { a: [1, 5, 9] },
    { $set: { 'a.$[big]': 0 } },
    {},
    [{ big: { $gt: 4 } }],
    { a: [1, 0, 0] },
  ],
  [
    '$[x] by fields',
    { a: [{ k: 1 }, { k: 2 }] },
    { $set: { 'a.$[e].n': 1 } },
    {},
    [{ 'e.k': 2 }],
    { a: [{ k: 1 }, { k: 2, n: 1 }] },
  ],
  [
    '$[x] with $or',
    { a: [1, 2, 3] },
    { $set: { 'a.$[e]': 0 } },
    {},
    [{ $or: [{ e: 1 }, { e: 3 }] }],
    { a: [0, 2, 0] },
  ],
  [
    '$[x] and $[y]',
    {
      a: [
        { k: 1, b: [1, 2] },
        { k: 2, b: [2] },
      ],
    },
    { $set: { 'a.$[x].b.$[y]': 0 } },
    {},
    [{ 'x.k': 1 }, { y: 2 }],
    {
      a: [
        { k: 1, b: [1, 0] },
        { k: 2, b: [2] },
      ],
    },
  ],
  [
    '$[x] takes documents out',
    { a: [{ b: [1, 2] }] },
    { $pull: { 'a.$[].b': 1 } },
    {},
    [],
    { a: [{ b: [2] }] },
  ],
];

const REFUSED: readonly Refusal[] = [
  ['an unknown operator', {}, { $foo: { a: 1 } }, 9],
  ['a field between operators', {}, { $set: { a: 1 }, b: 1 }, 9],
  ['an operator without fields', {}, { $set: 5 }, 9],
  ['$inc of a text', { a: 'x' }, { $inc: { a: 1 } }, 14],
  ['$inc of null', { a: null }, { $inc: { a: 1 } }, 14],
  ['$inc by a text', { a: 1 }, { $inc: { a: 'x' } }, 14],
  ['$inc beyond 63 bits', { a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2],
  ['$mul of a text', { a: 'x' }, { $mul: { a: 1 } }, 14],
  ['$push to a number', { a: 1 }, { $push: { a: 1 } }, 2],
  ['$push with an unknown clause', {}, { $push: { a: { $each: [], $foo: 1 } } }, 2],
  ['$push of $each without an array', {}, { $push: { a: { $each: 1 } } }, 2],
  ['$push with a fraction as $slice', {}, { $push: { a: { $each: [], $slice: 1.5 } } }, 2],
  ['$push with text as $position', {}, { $push: { a: { $each: [], $position: 'x' } } }, 2],
  ['$push with text as $sort', {}, { $push: { a: { $each: [], $sort: 'x' } } }, 2],
  ['$addToSet to a number', { a: 1 }, { $addToSet: { a: 1 } }, 2],
  ['$addToSet of $each without an array', {}, { $addToSet: { a: { $each: 1 } } }, 14],
  ['$pull from a number', { a: 1 }, { $pull: { a: 1 } }, 2],
  ['$pullAll from a number', { a: 1 }, { $pullAll: { a: [1] } }, 2],
  ['$pullAll without an array', { a: [1] }, { $pullAll: { a: 1 } }, 2],
  ['$pop of a number', { a: 1 }, { $pop: { a: 1 } }, 14],
  ['$pop by 2', { a: [1] }, { $pop: { a: 2 } }, 9],
  ['$bit of a fraction', { a: 1.5 }, { $bit: { a: { and: 1 } } }, 2],
  ['$bit of an unknown operation', { a: 1 }, { $bit: { a: { nand: 1 } } }, 2],
  ['$bit of no operation', { a: 1 }, { $bit: { a: {} } }, 2],
  ['$currentDate of a text', {}, { $currentDate: { a: 'now' } }, 2],
  ['$currentDate of an unknown type', {}, { $currentDate: { a: { $type: 'time' } } }, 2],
  ['$rename to a number', { a: 1 }, { $rename: { a: 1 } }, 2],
  ['$rename to itself', { a: 1 }, { $rename: { a: 'a' } }, 2],
  ['$rename out of an array', { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2],
  ['$rename into an array', { a: [{ b: 1 }], c: 1 }, { $rename: { c: 'a.0.d' } }, 2],
  ['$rename of $[]', { a: [1] }, { $rename: { 'a.$[]': 'b' } }, 2],
  ['$set through a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['$set through null', { a: null }, { $set: { 'a.b': 1 } }, 28],
  ['a field of an array', { a: [] }, { $set: { 'a.b': 1 } }, 28],
  ['another _id', { _id: 1 }, { $set: { _id: 2 } }, 66],
  ['a part of _id', { _id: { a: 1 } }, { $set: { '_id.a': 2 } }, 66],
  ['no _id', { _id: 1 }, { $unset: { _id: '' } }, 66],
  ['two operators on one path', {}, { $set: { a: 1 }, $inc: { 'a.b': 1 } }, 40],
  ['$rename onto a path in use', { b: 1 }, { $set: { a: 1 }, $rename: { b: 'a' } }, 40],
  ['an empty path', {}, { $set: { '': 1 } }, 56],
  ['a path that ends with a dot', {}, { $set: { 'a.': 1 } }, 56],
  ['an array filter that is not used', { a: [] }, { $set: { b: 1 } }, 9, [{ x: 1 }]],
  ['a $[x] without a filter', { a: [] }, { $set: { 'a.$[x]': 1 } }, 2],
  ['two array filters of one name', { a: [] }, { $set: { 'a.$[x]': 1 } }, 9, [{ x: 1 }, { x: 2 }]],
  ['an array filter with a capital', { a: [] }, { $set: { 'a.$[X]': 1 } }, 2, [{ X: 1 }]],
  ['an empty array filter', { a: [] }, { $set: { 'a.$[x]': 1 } }, 9, [{}]],
  ['$[] of a number', { a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
  ['$[] of nothing', {}, { $set: { 'a.$[]': 1 } }, 2],
  ['$ without a match', { a: [1] }, { $set: { 'a.$': 1 } }, 2],
  ['too many nulls to fill', { a: [] }, { $set: { 'a.2000000': 1 } }, 1129],
];

const stored = (document: Document): Document => decode(encode(document));
const request = (filter: Document = {}, arrayFilters: readonly Document[] = []) => ({
  filter,
  arrayFilters,
  options: PLAIN,
  isInsert: false,
  now: NOW,
});

/** As bytes, so that types and the order of fields count. */
function expectSame(result: Document, after: Document): void {
  expect(result).toEqual(stored(after));
  expect(Buffer.from(encode(result)).toString('hex')).toBe(Buffer.from(encode(after)).toString('hex'));
}

describe('update operators', () => {
  test.each([...fields, ...numbers, ...arrays])('E7 %s', (_, before, update, after) => {
    const document = stored(before);
    expectSame(applyOperators(document, update, request()), after);
    expectSame(document, before);
  });

  test.each(positional)('E9 %s', (_, before, update, filter, arrayFilters, after) => {
    expectSame(applyOperators(stored(before), update, request(filter, arrayFilters)), after);
  });

  for (const [what, before, update, code, arrayFilters] of REFUSED)
    test(`E8 ${what} is refused`, () => {
      const document = stored(before);
      let thrown: unknown;
      try {
        applyOperators(document, update, request({}, arrayFilters));
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(MongoError);
      expect((thrown as MongoError).code).toBe(code);
      expectSame(document, before);
    });

  test('E60 every update operator has rows here', () => {
    const rows = JSON.stringify([...fields, ...numbers, ...arrays].map(([, , update]) => update));
    expect(Object.keys(UPDATE_OPERATORS).filter((name) => !rows.includes(`"${name}":`))).toEqual([]);
  });
});
