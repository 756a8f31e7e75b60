import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Long } from 'bson';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeKey } from '../bson/key.ts';
import { directionOf, keyValues } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { PLAIN } from '../match/types.ts';
import type { Collection } from './collection.ts';
import type { IndexSpec } from './index-definition.ts';
import { allRows, countUnread, planFor } from './query.ts';
import { Store } from './store.ts';

const value = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    'a',
    'b',
    'ab',
    '',
    'x'.repeat(1200),
    'x'.repeat(1201),
    Number.NaN,
    0,
    1,
    2.5,
  ),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(Long.fromBigInt(2n ** 53n + 1n), Long.fromNumber(2), new Date(0), new Date(5)),
);
const field = fc.oneof(
  { arbitrary: value, weight: 5 },
  { arbitrary: fc.array(value, { maxLength: 3 }), weight: 1 },
);
const nested = fc.record({ d: field }, { requiredKeys: [] });
/** At most one of the fields may be an array, or an index on both refuses the document. */
const document = fc.oneof(
  fc.record({ a: field, b: value, c: fc.oneof(value, fc.record({ d: value })) }, { requiredKeys: [] }),
  fc.record(
    { a: value, b: value, c: fc.oneof(nested, fc.array(fc.oneof(nested, value), { maxLength: 3 })) },
    { requiredKeys: [] },
  ),
);
const direction = fc.constantFrom(1, -1);
const path = fc.constantFrom('a', 'b', 'c.d');
const indexSpec: fc.Arbitrary<IndexSpec> = fc
  .tuple(
    fc.uniqueArray(fc.tuple(path, direction), { minLength: 1, maxLength: 3, selector: ([name]) => name }),
    fc.constantFrom<Document>(
      {},
      { sparse: true },
      { unique: true },
      { unique: true, sparse: true },
      { collation: { locale: 'en', strength: 2 } },
      { partialFilterExpression: { b: { $gt: 0 } } },
      { partialFilterExpression: { a: { $exists: true } } },
      { partialFilterExpression: { 'c.d': { $exists: true } } },
      { partialFilterExpression: { 'c.d': { $gt: '' } } },
      { partialFilterExpression: { b: 'a' }, unique: true },
    ),
  )
  .map(([key, options]) => ({
    v: 2,
    // With _id behind it, any documents are unique.
    key: { ...Object.fromEntries(key), ...(options['unique'] === true ? { _id: 1 } : {}) },
    name: JSON.stringify([key, options]),
    ...options,
  }));
const operator = fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte', '$ne');
const condition = fc.oneof(
  value,
  fc.array(value, { maxLength: 3 }).map(($in) => ({ $in })),
  fc
    .array(fc.tuple(operator, value), { minLength: 1, maxLength: 2 })
    .map((parts) => Object.fromEntries(parts)),
  fc.boolean().map(($exists) => ({ $exists })),
);
const fields: fc.Arbitrary<Document> = fc.dictionary(path, condition, { maxKeys: 3 });
const filter: fc.Arbitrary<Document> = fc.oneof(
  { arbitrary: fields, weight: 4 },
  { arbitrary: fc.array(fields, { minLength: 1, maxLength: 2 }).map(($or) => ({ $or })), weight: 1 },
  { arbitrary: fc.tuple(fields, fields).map((both) => ({ $and: both })), weight: 1 },
  { arbitrary: condition.map((b) => ({ a: { $exists: true }, b })), weight: 1 },
);
const sort = fc.option(fc.dictionary(path, direction, { minKeys: 1, maxKeys: 2 }), { nil: undefined });

describe('index plans', () => {
  let directory = '';
  let store: Store;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'paidan-plan-'));
    store = new Store(directory);
  });
  afterAll(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  const withCollection = (
    documents: readonly Document[],
    indexes: readonly IndexSpec[],
    check: (collection: Collection) => void,
  ) =>
    store.write(() => {
      const collection = store.catalog.create('test.plans');
      for (const [i, one] of documents.entries()) store.records.insert(collection, { _id: i, ...one });
      const names = new Set<string>();
      for (const index of indexes) {
        if (names.has(index.name)) continue;
        names.add(index.name);
        store.records.addIndex(collection, index);
      }
      try {
        check(collection);
      } finally {
        store.catalog.drop(collection);
      }
    });

  const idsOf = (
    collection: Collection,
    query: { filter: Document; sort?: Document | undefined; skip?: number; limit?: number; hint?: unknown },
  ) =>
    allRows(store.environment, collection, { ...query, options: PLAIN }).map((row) =>
      Number(row.document['_id']),
    );

  test('E13 with whatever indexes, a query finds what reading everything finds, in an order the sort allows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 25 }),
        fc.array(indexSpec, { maxLength: 3 }),
        fc.array(fc.tuple(filter, sort, fc.nat({ max: 4 }), fc.nat({ max: 6 })), {
          minLength: 1,
          maxLength: 8,
        }),
        async (documents, indexes, queries) => {
          await withCollection(documents, indexes, (collection) => {
            for (const [one, order, skip, limit] of queries) {
              const natural = { $natural: 1 };
              const expected = idsOf(collection, { filter: one, hint: natural });
              const found = idsOf(collection, { filter: one, sort: order });
              expect(found.toSorted((a, b) => a - b)).toEqual(expected);
              const scanned = idsOf(collection, { filter: one, sort: order, hint: natural });
              expect(sortKeys(documents, found, order ?? {})).toEqual(
                sortKeys(documents, scanned, order ?? {}),
              );
              const part = idsOf(collection, { filter: one, sort: order, skip, limit });
              expect(expected).toEqual(expect.arrayContaining(part));
              expect(new Set(part).size).toBe(part.length);
              expect(sortKeys(documents, part, order ?? {})).toEqual(
                sortKeys(documents, scanned, order ?? {}).slice(skip, limit > 0 ? skip + limit : undefined),
              );
              for (const { spec } of collection.indexes) {
                const hinted = { filter: one, hint: spec.name };
                if (isComplete(spec))
                  expect(idsOf(collection, hinted).toSorted((a, b) => a - b)).toEqual(expected);
              }
              const query = { filter: one, options: PLAIN };
              expect(countUnread(store.environment, collection, query) ?? expected.length).toBe(
                expected.length,
              );
            }
          });
        },
      ),
      { numRuns: 400 },
    );
  }, 60_000);

  test('E13 an index of what is there does not serve a filter that a missing field fits', async () => {
    const there: IndexSpec = {
      v: 2,
      key: { a: 1 },
      name: 'a',
      partialFilterExpression: { a: { $exists: true } },
    };
    await withCollection([{}, { a: null }, { a: 1 }], [there], (collection) => {
      expect(idsOf(collection, { filter: { a: null } })).toEqual([0, 1]);
      expect(planFor(collection, { filter: { a: 1 }, options: PLAIN })?.index.spec.name).toBe('a');
    });
  });

  test('E13 an index of what lies deeper, if it is there, serves what asks for a value of it', async () => {
    const held: IndexSpec = {
      v: 2,
      key: { 'holder.id': 1 },
      name: 'held',
      partialFilterExpression: { 'holder.id': { $gt: '' } },
    };
    const documents = [{ holder: null }, { holder: { id: 'x' } }, { holder: [{ id: '' }, { id: 'x' }] }];
    await withCollection(documents, [held], (collection) => {
      for (const condition of ['x', { $in: ['x', 'y'] }]) {
        const filter = { 'holder.id': condition };
        expect(planFor(collection, { filter, options: PLAIN })?.index.spec.name).toBe('held');
        expect(idsOf(collection, { filter })).toEqual([1, 2]);
      }
      for (const condition of [null, '', { $in: ['x', ''] }])
        expect(planFor(collection, { filter: { 'holder.id': condition }, options: PLAIN })).toBeUndefined();
    });
  });

  test('E13 a partial index serves what implies its expression, also within $and', async () => {
    const wishes: IndexSpec = {
      v: 2,
      key: { a: 1 },
      name: 'wish',
      partialFilterExpression: { kind: 'wish' },
    };
    const documents = [
      { kind: 'wish', a: 1 },
      { kind: 'request', a: 1 },
    ];
    await withCollection(documents, [wishes], (collection) => {
      const nested = { $and: [{ a: 1 }, { $and: [{ kind: 'wish' }] }] };
      expect(planFor(collection, { filter: nested, options: PLAIN })?.index.spec.name).toBe('wish');
      expect(idsOf(collection, { filter: nested })).toEqual([0]);
      for (const filter of [{ a: 1 }, { a: 1, $or: [{ kind: 'wish' }, { b: 1 }] }])
        expect(planFor(collection, { filter, options: PLAIN })?.index.spec.name).not.toBe('wish');
    });
  });

  test('E14 a sort that an index delivers is not sorted again, in both directions', async () => {
    await withCollection(
      [{ a: 2 }, { a: 1 }, { a: 3 }],
      [{ v: 2, key: { b: 1, a: -1 }, name: 'ba' }],
      (collection) => {
        for (const [order, ids] of [
          [{ a: -1 }, [2, 0, 1]],
          [{ a: 1 }, [1, 0, 2]],
        ] as const) {
          const query = { filter: { b: null }, sort: order, options: PLAIN };
          expect(planFor(collection, query)?.sorted).toBe(true);
          expect(idsOf(collection, query)).toEqual(ids);
        }
      },
    );
  });

  test('E14 several values before the sorted fields are merged, not sorted, in both directions', async () => {
    const documents = [
      { a: 1, t: 5 },
      { a: 2, t: 4 },
      { a: 1, t: 3 },
      { a: 3, t: 2 },
      { a: 2, t: 1 },
    ];
    await withCollection(documents, [{ v: 2, key: { a: 1, t: -1 }, name: 'at' }], (collection) => {
      const filter = { a: { $in: [1, 2] } };
      for (const [order, ids] of [
        [{ t: -1 }, [0, 1, 2, 4]],
        [{ t: 1 }, [4, 2, 1, 0]],
      ] as const) {
        const query = { filter, sort: order, options: PLAIN };
        expect(planFor(collection, query)).toMatchObject({ sorted: true, merged: true });
        expect(idsOf(collection, query)).toEqual(ids);
        expect(idsOf(collection, { ...query, skip: 1, limit: 2 })).toEqual(ids.slice(1, 3));
      }
      const late = { filter: { ...filter, t: { $lt: 4 } }, sort: { t: -1 }, options: PLAIN };
      expect(planFor(collection, late)).toMatchObject({ sorted: true, merged: true });
      expect(idsOf(collection, late)).toEqual([2, 4]);
    });
  });

  test('E15 a multikey index bounds only one end of a range', async () => {
    await withCollection([{ a: [1, 9] }, { a: 5 }], [{ v: 2, key: { a: 1 }, name: 'a' }], (collection) => {
      expect(idsOf(collection, { filter: { a: { $gt: 4, $lt: 6 } } }).toSorted()).toEqual([0, 1]);
    });
  });
});

/** A hint to an index that leaves documents out gives fewer, also in MongoDB. */
const isComplete = (spec: IndexSpec): boolean =>
  spec['sparse'] === undefined && spec['partialFilterExpression'] === undefined;

/** What a sort compares, so that ties may come in any order. */
const sortKeys = (documents: readonly Document[], ids: readonly number[], order: Document): string[] =>
  ids.map((id) =>
    Object.entries(order)
      .map(([key, sign]) => {
        const keys = keyValues(documents[id], key.split('.')).map((one) => encodeKey(one));
        const sorted = keys.toSorted((a, b) => Buffer.compare(a, b));
        return sorted.at(directionOf(sign) > 0 ? 0 : -1)?.toString('hex');
      })
      .join(),
  );
