import { Decimal128, Long, ObjectId } from 'bson';
import { describe, expect, test } from 'vitest';
import type { Document } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { compileFilter } from './filter.ts';

const id = new ObjectId();

/** filter, documents that match, documents that do not */
const CASES: readonly [name: string, filter: Document, yes: Document[], no: Document[]][] = [
  [
    'a value equals itself and an item of an array',
    { a: 1 },
    [{ a: 1 }, { a: [0, 1] }, { a: Long.fromNumber(1) }],
    [{ a: '1' }, { a: [[1]] }, {}],
  ],
  ['null equals missing', { a: null }, [{ a: null }, {}, { a: [null] }], [{ a: 0 }, { a: [] }]],
  [
    'numbers of all types are one',
    { a: Decimal128.fromString('2') },
    [{ a: 2 }, { a: Long.fromNumber(2) }],
    [{ a: 2.5 }],
  ],
  [
    'documents are equal only in the same order',
    { a: { x: 1, y: 2 } },
    [{ a: { x: 1, y: 2 } }],
    [{ a: { y: 2, x: 1 } }],
  ],
  [
    'dots go through arrays',
    { 'a.b': 2 },
    [{ a: [{ b: 1 }, { b: 2 }] }, { a: { b: [2] } }],
    [{ a: [{ b: 1 }] }, { a: 2 }],
  ],
  ['dots take an index', { 'a.1': 2 }, [{ a: [1, 2] }], [{ a: [2, 1] }]],
  [
    'orders stay within a type',
    { a: { $lt: 5 } },
    [{ a: 4 }, { a: [9, 1] }],
    [{ a: '4' }, { a: null }, {}, { a: Number.NaN }],
  ],
  ['$ne also means every item', { a: { $ne: 1 } }, [{ a: 2 }, {}], [{ a: 1 }, { a: [1, 2] }]],
  [
    '$in takes values and patterns',
    { a: { $in: [1, /^x/] } },
    [{ a: 1 }, { a: 'xy' }],
    [{ a: 2 }, { a: 'yx' }],
  ],
  ['$nin', { a: { $nin: [1, null] } }, [{ a: 2 }], [{ a: 1 }, {}, { a: [1] }]],
  ['$exists', { a: { $exists: true } }, [{ a: null }], [{}]],
  ['$type', { a: { $type: ['string', 'number'] } }, [{ a: 'x' }, { a: 1.5 }, { a: [1] }], [{ a: true }]],
  ['$regex with options', { a: { $regex: 'AB', $options: 'i' } }, [{ a: 'xabx' }], [{ a: 'b' }, { a: 1 }]],
  ['$not', { a: { $not: { $gt: 5 } } }, [{ a: 5 }, {}, { a: 'x' }], [{ a: 6 }, { a: [1, 9] }]],
  ['$size', { a: { $size: 2 } }, [{ a: [1, 2] }], [{ a: [1] }, { a: 2 }]],
  ['$all', { a: { $all: [1, 2] } }, [{ a: [2, 1, 3] }], [{ a: [1] }]],
  [
    '$elemMatch on documents',
    { a: { $elemMatch: { x: 1, y: 2 } } },
    [{ a: [{ x: 1, y: 2 }] }],
    [{ a: [{ x: 1 }, { y: 2 }] }],
  ],
  [
    '$elemMatch on values',
    { a: { $elemMatch: { $gt: 1, $lt: 3 } } },
    [{ a: [2] }],
    [{ a: [1, 3] }, { a: 2 }],
  ],
  ['$mod', { a: { $mod: [4, 1] } }, [{ a: 5 }, { a: Long.fromNumber(9) }], [{ a: 4 }]],
  ['$bitsAllSet', { a: { $bitsAllSet: [0, 2] } }, [{ a: 5 }], [{ a: 1 }]],
  [
    '$and $or $nor',
    { $and: [{ $or: [{ a: 1 }, { b: 1 }] }, { $nor: [{ c: 1 }] }] },
    [{ a: 1 }, { b: 1, c: 2 }],
    [{ a: 1, c: 1 }, { c: 2 }],
  ],
  ['identifiers', { a: id }, [{ a: new ObjectId(id.toHexString()) }], [{ a: new ObjectId() }]],
  [
    'a field called constructor is only its own',
    { constructor: { $exists: true } },
    [{ constructor: 1 }],
    [{}],
  ],
];

/** filter, MongoDB's code */
const REFUSED: readonly [name: string, filter: unknown, code: number][] = [
  ['unknown operator', { a: { $foo: 1 } }, 2],
  ['unknown top level operator', { $foo: 1 }, 2],
  ['$where', { $where: 'true' }, 2],
  ['$in without an array', { a: { $in: 1 } }, 2],
  ['$and without an array', { $and: {} }, 2],
  ['empty $or', { $or: [] }, 2],
  ['bad pattern', { a: { $regex: '(' } }, 51091],
  ['$mod by zero', { a: { $mod: [0, 1] } }, 2],
  ['$text', { $text: { $search: 'x' } }, 115],
  ['$jsonSchema', { $jsonSchema: {} }, 115],
];

describe('filters', () => {
  test.each(CASES)('E4 %s', (_, filter, yes, no) => {
    const matches = compileFilter(filter);
    expect(yes.map((document) => matches(document))).toEqual(yes.map(() => true));
    expect(no.map((document) => matches(document))).toEqual(no.map(() => false));
  });

  test.each(REFUSED)('E5 %s is refused with code %s', (_, filter, code) => {
    let thrown: unknown;
    try {
      compileFilter(filter);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(MongoError);
    expect((thrown as MongoError).code).toBe(code);
  });
});
