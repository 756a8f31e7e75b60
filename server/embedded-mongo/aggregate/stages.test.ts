import { Decimal128, Long, ObjectId } from 'bson';
import { describe, expect, test } from 'vitest';
import { withoutBreaths } from '../breath.ts';
import { decode, encode } from '../bson/codec.ts';
import { collationOf, SIMPLE } from '../bson/collation.ts';
import type { Document } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import type { PipelineEnvironment } from './environment.ts';
import { ACCUMULATOR_NAMES } from './group.ts';
import { runPipeline } from './run.ts';
import { STAGES } from './stages.ts';

/** what, documents, stages, results */
type Row = readonly [what: string, documents: Document[], stages: Document[], results: Document[]];
/** what, stages, MongoDB's code */
type Refusal = readonly [what: string, stages: unknown[], code: number];

const big = (text: string): Decimal128 => Decimal128.fromString(text);
const id = new ObjectId();

const OTHERS: readonly Document[] = [
  { k: 1, v: 'x' },
  { k: 2, v: 'y' },
  { k: null, v: 'z' },
];
const environment: PipelineEnvironment = {
  collation: SIMPLE,
  variables: { limit: 2 },
  find: (_, filter) => OTHERS.filter((document) => compileFilter(filter)(document)),
  describe: (stage) => [{ stage }],
};
const run = (documents: readonly Document[], stages: readonly unknown[], collation = SIMPLE): Document[] => [
  ...withoutBreaths(runPipeline(documents, stages, { ...environment, collation })),
];

const people = [
  { _id: 1, name: 'b', n: 5, tags: ['x', 'y'] },
  { _id: 2, name: 'a', n: 3, tags: [] },
  { _id: 3, name: 'c', n: 5 },
];

const shaping: readonly Row[] = [
  ['$match', people, [{ $match: { n: { $gt: 3 }, tags: 'x' } }, { $project: { n: 1 } }], [{ _id: 1, n: 5 }]],
  [
    '$match with a variable of let',
    people,
    [{ $match: { $expr: { $gt: ['$_id', '$$limit'] } } }, { $project: { n: 1 } }],
    [{ _id: 3, n: 5 }],
  ],
  [
    '$project keeps the order of the document',
    [{ _id: 1, b: 1, a: 2 }],
    [{ $project: { sum: { $add: ['$a', '$b'] }, a: 1, b: 1 } }],
    [{ _id: 1, b: 1, a: 2, sum: 3 }],
  ],
  ['$project without _id', [{ _id: 1, a: 2, b: 3 }], [{ $project: { _id: 0, a: 1 } }], [{ a: 2 }]],
  [
    '$project of parts',
    [{ a: { b: 1, c: 2 }, d: [{ e: 1, f: 2 }] }],
    [{ $project: { 'a.b': 1, d: { e: 1 } } }],
    [{ a: { b: 1 }, d: [{ e: 1 }] }],
  ],
  [
    '$project leaving out',
    [{ _id: 1, a: { b: 1, c: 2 } }],
    [{ $project: { 'a.b': 0 } }],
    [{ _id: 1, a: { c: 2 } }],
  ],
  [
    '$project of a literal and a field renamed',
    [{ _id: 1, a: 2 }],
    [{ $project: { _id: 0, x: { $literal: 1 }, y: '$a' } }],
    [{ x: 1, y: 2 }],
  ],
  ['$unset', [{ a: 1, b: { c: 1, d: 2 } }], [{ $unset: ['a', 'b.c'] }], [{ b: { d: 2 } }]],
  [
    '$set and $addFields',
    [{ a: { b: 1 } }],
    [{ $set: { 'a.c': '$a.b' } }, { $addFields: { a: { d: 3 }, e: '$missing' } }],
    [{ a: { b: 1, c: 1, d: 3 } }],
  ],
  [
    '$set in an array of documents',
    [{ a: [{ x: 1 }, { x: 2 }] }],
    [{ $set: { 'a.y': 0 } }],
    [
      {
        a: [
          { x: 1, y: 0 },
          { x: 2, y: 0 },
        ],
      },
    ],
  ],
  ['$set with $$REMOVE', [{ a: 1, b: 2 }], [{ $set: { a: '$$REMOVE' } }], [{ b: 2 }]],
  ['$replaceRoot', [{ a: { b: 1 } }], [{ $replaceRoot: { newRoot: '$a' } }], [{ b: 1 }]],
  ['$replaceWith', [{ a: 1 }], [{ $replaceWith: { $mergeObjects: [{ z: 1 }, '$$ROOT'] } }], [{ z: 1, a: 1 }]],
  [
    '$unwind',
    people,
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
    ],
  ],
  ['$unwind keeps its place in the document', [{ a: [1], b: 2 }], [{ $unwind: '$a' }], [{ a: 1, b: 2 }]],
  [
    '$unwind of a part, counted',
    [{ a: { l: [5, 6] } }],
    [{ $unwind: { path: '$a.l', includeArrayIndex: 'i' } }],
    [
      { a: { l: 5 }, i: Long.fromNumber(0) },
      { a: { l: 6 }, i: Long.fromNumber(1) },
    ],
  ],
  [
    '$unwind that keeps what is empty',
    [{ a: [] }, { a: null }, {}, { a: 1 }],
    [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }],
    [{ i: null }, { a: null, i: null }, { i: null }, { a: 1, i: null }],
  ],
  ['$unwind takes a value as one item', [{ a: 5 }], [{ $unwind: '$a' }], [{ a: 5 }]],
];

const ordering: readonly Row[] = [
  [
    '$sort by two fields',
    people,
    [{ $sort: { n: -1, name: -1 } }, { $project: { name: 1 } }],
    [
      { _id: 3, name: 'c' },
      { _id: 1, name: 'b' },
      { _id: 2, name: 'a' },
    ],
  ],
  [
    '$sort by the order of types',
    [
      { a: new Date(0) },
      { a: id },
      { a: true },
      { a: 'x' },
      { a: 5 },
      { a: null },
      { a: [] },
      { a: { b: 1 } },
      {},
    ],
    [{ $sort: { a: 1 } }],
    [
      { a: [] },
      { a: null },
      {},
      { a: 5 },
      { a: 'x' },
      { a: { b: 1 } },
      { a: id },
      { a: true },
      { a: new Date(0) },
    ],
  ],
  [
    '$sort by the least or greatest item',
    [{ a: [1, 9] }, { a: 5 }],
    [{ $sort: { a: -1 } }],
    [{ a: [1, 9] }, { a: 5 }],
  ],
  ['$limit and $skip', people, [{ $skip: 1 }, { $limit: 1 }, { $project: { n: 1 } }], [{ _id: 2, n: 3 }]],
  ['$skip of more than there is', people, [{ $skip: 9 }], []],
  ['$sample of all', [{ a: 1 }], [{ $sample: { size: 5 } }], [{ a: 1 }]],
  ['$sample of none', people, [{ $sample: { size: 0 } }], []],
  ['$count', people, [{ $match: { n: 5 } }, { $count: 'many' }], [{ many: 2 }]],
  ['$count of nothing is nothing', [], [{ $count: 'many' }], []],
  ['$documents', [], [{ $documents: [{ a: 1 }, { a: { $add: [1, 1] } }] }], [{ a: 1 }, { a: 2 }]],
  ['$indexStats', [], [{ $indexStats: {} }], [{ stage: '$indexStats' }]],
  ['$collStats', [], [{ $collStats: {} }], [{ stage: '$collStats' }]],
  ['$currentOp', [], [{ $currentOp: {} }], [{ stage: '$currentOp' }]],
  ['$listLocalSessions', [], [{ $listLocalSessions: {} }], [{ stage: '$listLocalSessions' }]],
];

const joining: readonly Row[] = [
  [
    '$lookup by field',
    [{ a: 1 }, { a: [1, 2] }, {}],
    [{ $lookup: { from: 'o', localField: 'a', foreignField: 'k', as: 'r' } }, { $project: { r: '$r.v' } }],
    [{ r: ['x'] }, { r: ['x', 'y'] }, { r: ['z'] }],
  ],
  [
    '$lookup by pipeline',
    [{ a: 1 }],
    [
      {
        $lookup: {
          from: 'o',
          let: { a: '$a' },
          pipeline: [{ $match: { $expr: { $gt: ['$k', '$$a'] } } }],
          as: 'r',
        },
      },
    ],
    [{ a: 1, r: [{ k: 2, v: 'y' }] }],
  ],
  [
    '$lookup by both',
    [{ a: 1 }],
    [
      {
        $lookup: {
          from: 'o',
          localField: 'a',
          foreignField: 'k',
          pipeline: [{ $project: { v: 1 } }],
          as: 'b.r',
        },
      },
    ],
    [{ a: 1, b: { r: [{ v: 'x' }] } }],
  ],
  [
    '$unionWith',
    [{ v: 'a' }],
    [{ $unionWith: 'o' }, { $project: { v: 1 } }],
    [{ v: 'a' }, { v: 'x' }, { v: 'y' }, { v: 'z' }],
  ],
  [
    '$unionWith a pipeline',
    [],
    [{ $unionWith: { coll: 'o', pipeline: [{ $match: { k: 2 } }] } }],
    [{ k: 2, v: 'y' }],
  ],
  [
    '$facet',
    people,
    [
      {
        $facet: {
          low: [{ $match: { n: 3 } }, { $count: 'n' }],
          names: [{ $sort: { name: 1 } }, { $limit: 1 }, { $project: { name: 1 } }],
          none: [{ $match: { n: 0 } }],
        },
      },
    ],
    [{ low: [{ n: 1 }], names: [{ _id: 2, name: 'a' }], none: [] }],
  ],
  [
    '$bucket',
    people,
    [{ $bucket: { groupBy: '$n', boundaries: [0, 4, 9] } }],
    [
      { _id: 0, count: 1 },
      { _id: 4, count: 2 },
    ],
  ],
  [
    '$bucket with a default',
    people,
    [
      {
        $bucket: {
          groupBy: '$n',
          boundaries: [0, 4],
          default: 'more',
          output: { names: { $push: '$name' } },
        },
      },
    ],
    [
      { _id: 0, names: ['a'] },
      { _id: 'more', names: ['b', 'c'] },
    ],
  ],
  [
    '$sortByCount',
    people,
    [{ $sortByCount: '$n' }],
    [
      { _id: 5, count: 2 },
      { _id: 3, count: 1 },
    ],
  ],
];

const grouping: readonly Row[] = [
  [
    '$group by value: numbers are one, documents keep their order',
    [{ k: 1 }, { k: Long.fromNumber(1) }, { k: { a: 1, b: 2 } }, { k: { b: 2, a: 1 } }],
    [{ $group: { _id: '$k', n: { $sum: 1 } } }],
    [
      { _id: 1, n: 2 },
      { _id: { a: 1, b: 2 }, n: 1 },
      { _id: { b: 2, a: 1 }, n: 1 },
    ],
  ],
  [
    '$group of missing and null',
    [{}, { a: null }],
    [{ $group: { _id: '$a', n: { $count: {} } } }],
    [{ _id: null, n: 2 }],
  ],
  [
    '$group by several',
    people,
    [{ $group: { _id: { n: '$n', x: '$x' }, c: { $sum: 1 } } }],
    [
      { _id: { n: 5 }, c: 2 },
      { _id: { n: 3 }, c: 1 },
    ],
  ],
  ['$group of nothing', [], [{ $group: { _id: null, n: { $sum: 1 } } }], []],
];

const VALUES = [
  { n: 3, s: 'c', d: { a: 1 } },
  { n: 1, s: 'a', d: { b: 2 } },
  { s: 'b', d: null },
  { n: null, s: 'd' },
];
/** what, accumulator, its result over VALUES */
const accumulators: readonly (readonly [string, Document, unknown])[] = [
  ['$sum passes over what is no number', { $sum: '$n' }, 4],
  ['$sum of texts', { $sum: '$s' }, 0],
  [
    '$sum of Longs is exact',
    { $sum: Long.fromString('9007199254740993') },
    Long.fromString('36028797018963972'),
  ],
  ['$sum of decimals is exact', { $sum: big('0.1') }, big('0.4')],
  ['$avg counts numbers only', { $avg: '$n' }, 2],
  ['$avg of nothing', { $avg: '$x' }, null],
  ['$avg of decimals', { $avg: { $ifNull: [big('0.3'), 0] } }, big('0.3')],
  ['$min leaves null out', { $min: '$n' }, 1],
  ['$max of texts', { $max: '$s' }, 'd'],
  ['$max of nothing', { $max: '$x' }, null],
  ['$first', { $first: '$n' }, 3],
  ['$last', { $last: '$n' }, null],
  ['$last of a missing field', { $last: '$d' }, null],
  ['$push leaves missing out, not null', { $push: '$n' }, [3, 1, null]],
  ['$push of documents', { $push: { s: '$s' } }, [{ s: 'c' }, { s: 'a' }, { s: 'b' }, { s: 'd' }]],
  ['$addToSet', { $addToSet: { $gt: ['$n', 0] } }, [true, false]],
  ['$count', { $count: {} }, 4],
  ['$mergeObjects', { $mergeObjects: '$d' }, { a: 1, b: 2 }],
  ['$stdDevPop', { $stdDevPop: '$n' }, 1],
  ['$stdDevSamp', { $stdDevSamp: '$n' }, Math.SQRT2],
  ['$top', { $top: { sortBy: { s: 1 }, output: '$n' } }, 1],
  [
    '$topN',
    { $topN: { n: 2, sortBy: { s: -1 }, output: ['$s', '$n'] } },
    [
      ['d', null],
      ['c', 3],
    ],
  ],
  ['$bottom', { $bottom: { sortBy: { s: 1 }, output: '$s' } }, 'd'],
  ['$bottomN', { $bottomN: { n: 2, sortBy: { s: 1 }, output: '$s' } }, ['c', 'd']],
  ['$firstN', { $firstN: { n: 3, input: '$n' } }, [3, 1, null]],
  ['$lastN', { $lastN: { n: 1, input: '$s' } }, ['d']],
  ['$minN leaves null out', { $minN: { n: 5, input: '$n' } }, [1, 3]],
  ['$maxN', { $maxN: { n: 2, input: '$s' } }, ['d', 'c']],
];

const REFUSED: readonly Refusal[] = [
  ['an unknown stage', [{ $foo: {} }], 40324],
  ['two stages in one', [{ $match: {}, $limit: 1 }], 40323],
  ['no stage', [5], 40323],
  ['$out in the middle', [{ $out: 'x' }, { $limit: 1 }], 40601],
  ['$documents in the middle', [{ $limit: 1 }, { $documents: [] }], 40602],
  ['$match of a value', [{ $match: 5 }], 15959],
  ['$sort of a value', [{ $sort: 5 }], 15973],
  ['$sort by nothing', [{ $sort: {} }], 15976],
  ['$sort by text', [{ $sort: { a: 'up' } }], 15974],
  ['$sort by 2', [{ $sort: { a: 2 } }], 15975],
  ['$project of nothing', [{ $project: {} }], 51272],
  ['$project in and out', [{ $project: { a: 1, b: 0 } }], 31254],
  ['$project of a path and its part', [{ $project: { a: 1, 'a.b': 1 } }], 31249],
  ['$unset of a number', [{ $unset: 5 }], 31120],
  ['$set of a value', [{ $set: 5 }], 40272],
  ['$replaceRoot without a root', [{ $replaceRoot: {} }], 40231],
  ['$replaceRoot by a value', [{ $documents: [{ a: 1 }] }, { $replaceRoot: { newRoot: '$a' } }], 40228],
  ['$unwind without $', [{ $unwind: 'a' }], 28818],
  ['$unwind of a number', [{ $unwind: 5 }], 15981],
  ['$unwind without a path', [{ $unwind: {} }], 28812],
  ['$unwind with an unknown option', [{ $unwind: { path: '$a', x: 1 } }], 28811],
  ['$limit 0', [{ $limit: 0 }], 15958],
  ['$limit of text', [{ $limit: 'x' }], 2107201],
  ['a negative $skip', [{ $skip: -1 }], 5107200],
  ['$count without a name', [{ $count: '' }], 40157],
  ['$count into a path', [{ $count: 'a.b' }], 40160],
  ['$sample without a size', [{ $sample: {} }], 28749],
  ['$group of a value', [{ $group: 5 }], 15947],
  ['$group without _id', [{ $group: { n: { $sum: 1 } } }], 15955],
  ['$group with an unknown accumulator', [{ $group: { _id: null, n: { $foo: 1 } } }], 15952],
  ['$group with a value', [{ $group: { _id: null, n: 1 } }], 40234],
  ['$group with two accumulators in one', [{ $group: { _id: null, n: { $sum: 1, $avg: 1 } } }], 40238],
  ['$group into a path', [{ $group: { _id: null, 'a.b': { $sum: 1 } } }], 40235],
  ['$firstN of none', [{ $group: { _id: null, n: { $firstN: { n: 0, input: 1 } } } }], 5787908],
  ['$top without an order', [{ $group: { _id: null, n: { $top: { output: 1 } } } }], 5788005],
  ['$bucket out of order', [{ $bucket: { groupBy: '$a', boundaries: [2, 1] } }], 40194],
  ['$bucket of one boundary', [{ $bucket: { groupBy: '$a', boundaries: [2] } }], 40192],
  [
    '$bucket without a place',
    [{ $documents: [{ a: 9 }] }, { $bucket: { groupBy: '$a', boundaries: [0, 1] } }],
    40066,
  ],
  ['$sortByCount of text', [{ $sortByCount: 'a' }], 40149],
  ['$facet of nothing', [{ $facet: {} }], 40169],
  ['$facet of no pipeline', [{ $facet: { a: 1 } }], 40170],
  ['$facet in $facet', [{ $facet: { a: [{ $facet: {} }] } }], 40600],
  ['$lookup without as', [{ $lookup: { from: 'o', localField: 'a', foreignField: 'b' } }], 9],
  ['$lookup with one field', [{ $lookup: { from: 'o', localField: 'a', as: 'b' } }], 9],
  ['$documents of values', [{ $documents: [1] }], 5858203],
  ['$graphLookup', [{ $graphLookup: {} }], 115],
  ['$setWindowFields', [{ $setWindowFields: {} }], 115],
  ['$changeStream', [{ $changeStream: {} }], 40573],
];

const stored = (documents: readonly Document[]): Document[] => documents.map((one) => decode(encode(one)));
const bytes = (documents: readonly Document[]): string => Buffer.from(encode({ documents })).toString('hex');

describe('pipeline stages', () => {
  const check = (
    _: string,
    documents: readonly Document[],
    stages: readonly Document[],
    results: readonly Document[],
  ) => {
    expect(bytes(run(stored(documents), stages))).toBe(bytes(results));
  };
  test.each(shaping)('E50 %s', check);
  test.each(grouping)('E51 %s', check);
  test.each(ordering)('E53 %s', check);
  test.each(joining)('E54 %s', check);

  test('E49 no stage changes its input', () => {
    for (const [, documents, stages] of [...shaping, ...ordering, ...joining, ...grouping]) {
      const input = stored(documents);
      run(input, stages);
      expect(bytes(input)).toBe(bytes(documents));
    }
  });

  test.each(accumulators)('E52 %s', (_, accumulator, result) => {
    const [group] = run(stored(VALUES), [{ $group: { _id: null, result: accumulator } }]);
    expect(bytes([group ?? {}])).toBe(bytes([{ _id: null, result }]));
  });

  test.each(REFUSED)('E62 %s is refused', (_, stages, code) => {
    let thrown: unknown;
    try {
      run([], stages);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(MongoError);
    expect((thrown as MongoError).code).toBe(code);
  });

  test('E59 $match, $sort and $group follow the collation', () => {
    const collation = collationOf({ locale: 'en', strength: 2 });
    const documents = ['b', 'A', 'a', 'B'].map((name, _id) => ({ _id, name }));
    expect(run(documents, [{ $match: { name: 'a' } }, { $sort: { _id: 1 } }], collation)).toHaveLength(2);
    expect(run(documents, [{ $sort: { name: 1, _id: 1 } }], collation).map(({ _id }) => _id)).toEqual([
      1, 2, 0, 3,
    ]);
    expect(
      run(documents, [{ $group: { _id: '$name', n: { $sum: 1 } } }], collation).map(({ n }) => n),
    ).toEqual([2, 2]);
  });

  test('E60 every stage and accumulator has rows here', () => {
    const rows = JSON.stringify(
      [...shaping, ...ordering, ...joining, ...grouping].map(([, , stages]) => stages),
    );
    expect(Object.keys(STAGES).filter((name) => !rows.includes(`"${name}":`))).toEqual([]);
    const made = JSON.stringify(accumulators.map(([, accumulator]) => accumulator));
    expect(ACCUMULATOR_NAMES.filter((name) => !made.includes(`"${name}":`))).toEqual([]);
  });

  test('E63 a long pipeline lets others have a turn, and a large sort is stable and right', () => {
    const many = Array.from({ length: 40_000 }, (_, i) => ({ i, k: (i * 7919) % 100 }));
    const flow = [...runPipeline(many, [{ $sort: { k: 1 } }], environment)];
    const results = [...withoutBreaths(flow)];
    expect(flow.length - results.length).toBeGreaterThan(9);
    const expected = many.toSorted((a, b) => a.k - b.k || a.i - b.i);
    expect(results).toEqual(expected);
  });
});
