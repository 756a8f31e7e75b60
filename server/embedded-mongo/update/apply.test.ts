import { describe, expect, test } from 'vitest';
import type { Document } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { PLAIN } from '../match/types.ts';
import { applyOperators } from './apply.ts';
import { changed, upserted } from './change.ts';

const request = (filter: Document = {}, arrayFilters: unknown[] = [], isInsert = false) => ({
  filter,
  arrayFilters,
  options: PLAIN,
  isInsert,
  now: new Date(0),
});
const apply = (document: Document, update: Document, filter?: Document, arrayFilters?: unknown[]): Document =>
  applyOperators(document, update, request(filter, arrayFilters));

function codeOf(run: () => unknown): number | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof MongoError ? error.code : Number.NaN;
  }
}

describe('positions, prototypes, upserts and pipelines', () => {
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
    expect(upserted({ a: { $in: [7] }, $or: [{ b: 2 }] }, { $set: {} }, request())).toMatchObject({
      a: 7,
      b: 2,
    });
    const replaced = upserted({ _id: 5, a: 1 }, { b: 2 }, request());
    expect(replaced).toEqual({ _id: 5, b: 2 });
    for (const twice of [{ $and: [{ a: 1 }, { a: 2 }] }, { a: {}, 'a.b': 1 }])
      expect(codeOf(() => upserted(twice, { $set: { x: 1 } }, request()))).toBe(54);
    expect(codeOf(() => upserted({ _id: 1 }, { $set: { _id: 2 } }, request()))).toBe(66);
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
