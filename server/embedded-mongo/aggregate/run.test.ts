import { Decimal128, Long, ObjectId } from 'bson';
import { describe, expect, test } from 'vitest';
import { SIMPLE } from '../bson/collation.ts';
import type { Document } from '../bson/values.ts';
import { NO_COLLECTIONS } from './environment.ts';
import { runPipeline } from './run.ts';

const run = (documents: Document[], ...pipeline: Document[]): Document[] =>
  runPipeline(documents, pipeline, { ...NO_COLLECTIONS, collation: SIMPLE, variables: {} });

describe('pipelines', () => {
  test('E48 a missing field is not null in an expression, but groups with it', () => {
    expect(run([{ _id: 1 }, { _id: 2, a: null }], { $project: { eq: { $eq: ['$a', null] } } })).toEqual([
      { _id: 1, eq: false },
      { _id: 2, eq: true },
    ]);
    expect(run([{}, { a: null }], { $group: { _id: '$a', n: { $sum: 1 } } })).toEqual([{ _id: null, n: 2 }]);
  });

  test('E49 stages leave their input as it was', () => {
    const document = { a: { b: 1 }, list: [{ x: 1 }] };
    const copy = structuredClone(document);
    const [result] = run([document], { $set: { 'a.c': 2, 'list.y': 3 } }, { $unset: 'a.b' });
    expect(result).toEqual({ a: { c: 2 }, list: [{ x: 1, y: 3 }] });
    expect(document).toEqual(copy);
  });

  test('E50 $project keeps the order of the document and appends what it computes', () => {
    const [result = {}] = run([{ _id: 1, b: 1, a: 2 }], {
      $project: { sum: { $add: ['$a', '$b'] }, a: 1, b: 1 },
    });
    expect(Object.keys(result)).toEqual(['_id', 'b', 'a', 'sum']);
  });

  test('E51 groups are by value: numbers of all types are one, documents keep their order', () => {
    const found = run([{ k: 1 }, { k: Long.fromNumber(1) }, { k: { a: 1, b: 2 } }, { k: { b: 2, a: 1 } }], {
      $sortByCount: '$k',
    });
    expect(found.map(({ count }) => count)).toEqual([2, 1, 1]);
  });

  test('E52 accumulators', () => {
    const documents = [
      { g: 1, n: 3, s: 'c' },
      { g: 1, n: 1, s: 'a' },
      { g: 1, s: 'b' },
    ];
    const [result] = run(documents, {
      $group: {
        _id: '$g',
        sum: { $sum: '$n' },
        avg: { $avg: '$n' },
        min: { $min: '$n' },
        max: { $max: '$s' },
        first: { $first: '$s' },
        last: { $last: '$n' },
        all: { $push: '$n' },
        set: { $addToSet: '$g' },
        count: { $count: {} },
        top: { $top: { sortBy: { s: 1 }, output: '$n' } },
        bottom: { $bottomN: { n: 2, sortBy: { s: 1 }, output: '$s' } },
      },
    });
    expect(result).toEqual({
      _id: 1,
      sum: 4,
      avg: 2,
      min: 1,
      max: 'c',
      first: 'c',
      last: null,
      all: [3, 1],
      set: [1],
      count: 3,
      top: 1,
      bottom: ['b', 'c'],
    });
    expect(
      run([{ n: Decimal128.fromString('0.1') }, { n: Decimal128.fromString('0.2') }], {
        $group: { _id: null, n: { $sum: '$n' } },
      }),
    ).toEqual([{ _id: null, n: Decimal128.fromString('0.3') }]);
  });

  test('E53 $sort follows the order of types', () => {
    const id = new ObjectId();
    const values: unknown[] = [new Date(0), id, true, 'x', 5, null, [], { a: 1 }];
    const sorted = run(
      values.map((a) => ({ a })),
      { $sort: { a: 1 } },
    ).map(({ a }) => a);
    expect(sorted).toEqual([[], null, 5, 'x', { a: 1 }, id, true, new Date(0)]);
  });

  test('E54 $facet, $bucket, $unwind, $replaceRoot and $limit', () => {
    const documents = [1, 5, 9].map((n) => ({ n, list: [{ n }, { n: n + 1 }] }));
    const [facets] = run(documents, {
      $facet: {
        low: [{ $match: { n: { $lt: 6 } } }, { $count: 'n' }],
        all: [{ $unwind: '$list' }, { $replaceRoot: { newRoot: '$list' } }, { $limit: 2 }],
      },
    });
    expect(facets).toEqual({ low: [{ n: 2 }], all: [{ n: 1 }, { n: 2 }] });
    expect(run(documents, { $bucket: { groupBy: '$n', boundaries: [0, 6, 10] } })).toEqual([
      { _id: 0, count: 2 },
      { _id: 6, count: 1 },
    ]);
  });
});
