import { Decimal128, Long } from 'bson';
import { describe, expect, test } from 'vitest';
import type { Document } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { PLAIN } from '../match/types.ts';
import { applyOperators } from './apply.ts';
import { changed, upserted } from './change.ts';

const NOW = new Date('2026-01-02T03:04:05Z');
const request = (filter: Document = {}, arrayFilters: unknown[] = [], isInsert = false) => ({
  filter,
  arrayFilters,
  options: PLAIN,
  isInsert,
  now: NOW,
});
const apply = (document: Document, update: Document, filter?: Document, arrayFilters?: unknown[]): Document =>
  applyOperators(document, update, request(filter, arrayFilters));

const CASES: readonly [name: string, before: Document, update: Document, after: Document][] = [
  ['$set makes the way', { _id: 1 }, { $set: { 'a.b': 2 } }, { _id: 1, a: { b: 2 } }],
  ['$set fills an array with null', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
  ['$setOnInsert does nothing to what exists', { a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
  ['$unset leaves null in an array', { a: [1, 2], b: 1 }, { $unset: { 'a.0': '', b: '' } }, { a: [null, 2] }],
  ['$inc makes a field', {}, { $inc: { a: 2 } }, { a: 2 }],
  [
    '$inc of an int beyond 31 bits makes a Long',
    { a: 2147483647 },
    { $inc: { a: 1 } },
    { a: Long.fromNumber(2147483648) },
  ],
  [
    '$inc of decimals is exact',
    { a: Decimal128.fromString('0.1') },
    { $inc: { a: Decimal128.fromString('0.2') } },
    { a: Decimal128.fromString('0.3') },
  ],
  ['$mul of nothing is 0', {}, { $mul: { a: 5 } }, { a: 0 }],
  ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 3, c: 1 } }, { a: 3, b: 5, c: 1 }],
  [
    '$push with modifiers',
    { a: [3, 1] },
    { $push: { a: { $each: [2, 4], $sort: 1, $slice: -3 } } },
    { a: [2, 3, 4] },
  ],
  ['$push at a position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: -1 } } }, { a: [1, 9, 2] }],
  ['$addToSet keeps one of each', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  [
    '$pull of documents by fields',
    { a: [{ x: 1, y: 1 }, { x: 2 }] },
    { $pull: { a: { x: 1 } } },
    { a: [{ x: 2 }] },
  ],
  ['$pullAll', { a: [1, 2, 1] }, { $pullAll: { a: [1] } }, { a: [2] }],
  ['$pop', { a: [1, 2], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1], b: [2] }],
  ['$rename', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
  ['$bit', { a: 5 }, { $bit: { a: { and: 4 } } }, { a: 4 }],
  ['$currentDate', {}, { $currentDate: { a: true } }, { a: NOW }],
  ['new fields come in the order of their names', {}, { $set: { b: 1, a: 1 } }, { a: 1, b: 1 }],
];

const REFUSED: readonly [name: string, before: Document, update: Document, code: number][] = [
  ['unknown operator', {}, { $foo: { a: 1 } }, 9],
  ['$inc of a string', { a: 'x' }, { $inc: { a: 1 } }, 14],
  ['$inc by a string', { a: 1 }, { $inc: { a: 'x' } }, 14],
  ['$push to a number', { a: 1 }, { $push: { a: 1 } }, 2],
  ['$set through a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['a field of an array', { a: [] }, { $set: { 'a.b': 1 } }, 28],
  ['another _id', { _id: 1 }, { $set: { _id: 2 } }, 66],
  ['two operators on one path', {}, { $set: { a: 1 }, $inc: { 'a.b': 1 } }, 40],
  ['an empty path', {}, { $set: { '': 1 } }, 56],
  ['an unused array filter', { a: [] }, { $set: { b: 1 } }, 9],
];

function codeOf(run: () => unknown): number | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof MongoError ? error.code : Number.NaN;
  }
}

describe('updates', () => {
  test.each(CASES)('E7 %s', (_, before, update, after) => {
    const original = structuredClone(Object.keys(before));
    const result = apply(before, update);
    expect(result).toEqual(after);
    expect(Object.keys(result)).toEqual(Object.keys(after));
    expect(Object.keys(before)).toEqual(original);
  });

  test.each(REFUSED)('E8 %s is refused', (name, before, update, code) => {
    const filters = name === 'an unused array filter' ? [{ 'x.a': 1 }] : [];
    expect(codeOf(() => apply(before, update, {}, filters))).toBe(code);
  });

  test('E9 $ is the item the filter found, also inside $and', () => {
    const document = { a: [{ k: 1 }, { k: 2 }] };
    expect(apply(document, { $set: { 'a.$.n': 9 } }, { $and: [{ 'a.k': 2 }] })).toEqual({
      a: [{ k: 1 }, { k: 2, n: 9 }],
    });
    expect(apply({ a: [1, 5] }, { $set: { 'a.$': 0 } }, { a: { $gt: 2 } })).toEqual({ a: [1, 0] });
    expect(codeOf(() => apply({ a: [1] }, { $set: { 'a.$': 0 } }, { b: 1 }))).toBe(2);
  });

  test('E9 $[] is every item and $[x] those of an array filter', () => {
    const document = { a: [1, 5, 9] };
    expect(apply(document, { $inc: { 'a.$[]': 1 } })).toEqual({ a: [2, 6, 10] });
    expect(apply(document, { $set: { 'a.$[big]': 0 } }, {}, [{ big: { $gt: 4 } }])).toEqual({ a: [1, 0, 0] });
  });

  test('E10 an update cannot touch prototypes', () => {
    const result = apply({}, { $set: { 'constructor.prototype.bad': 1, ['__proto__.bad']: 1 } });
    expect(Object.hasOwn(result, '__proto__')).toBe(true);
    expect('bad' in {}).toBe(false);
  });

  test('E11 an upsert takes over what the filter requires', () => {
    const filter = { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: 3 }], f: /x/ };
    const made = upserted(filter, { $set: { g: 1 }, $setOnInsert: { h: 2 } }, request(filter));
    expect(made).toMatchObject({ a: 1, b: { c: 2 }, e: 3, g: 1, h: 2 });
    expect(made).not.toHaveProperty('d');
    expect(made).not.toHaveProperty('f');
    expect(Object.keys(made)[0]).toBe('_id');
  });

  test('E12 a pipeline computes from the old document and leaves that as it was', () => {
    const old = { _id: 1, a: 2, nested: { x: 1 } };
    expect(changed(old, [{ $set: { b: { $add: ['$a', 1] }, 'nested.y': 2 } }], request())).toEqual({
      _id: 1,
      a: 2,
      nested: { x: 1, y: 2 },
      b: 3,
    });
    expect(old).toEqual({ _id: 1, a: 2, nested: { x: 1 } });
  });
});
