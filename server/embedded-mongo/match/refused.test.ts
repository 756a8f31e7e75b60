import { describe, expect, test } from 'vitest';
import { MongoError } from '../errors.ts';
import { compileFilter } from './filter.ts';

/** what, filter, MongoDB's code */
const REFUSED: readonly (readonly [string, unknown, number])[] = [
  ['a filter that is no document', 5, 14],
  ['an unknown operator', { a: { $foo: 1 } }, 2],
  ['an unknown top level operator', { $foo: 1 }, 2],
  ['an operator after a field', { a: { $gt: 1, b: 1 } }, 2],
  ['$where', { $where: 'true' }, 2],
  ['$expr where it cannot be', { $expr: true }, 2],
  ['$in without an array', { a: { $in: 1 } }, 2],
  ['$in with an operator', { a: { $in: [{ $gt: 1 }] } }, 2],
  ['$nin without an array', { a: { $nin: 1 } }, 2],
  ['$all without an array', { a: { $all: 1 } }, 2],
  ['$all with an operator', { a: { $all: [{ $gt: 1 }] } }, 2],
  ['$and without an array', { $and: {} }, 2],
  ['an empty $or', { $or: [] }, 2],
  ['$nor of no documents', { $nor: [1] }, 2],
  ['$not without a condition', { a: { $not: 5 } }, 2],
  ['$not of a document', { a: { $not: { b: 1 } } }, 2],
  ['an empty $not', { a: { $not: {} } }, 2],
  ['$ne of a pattern', { a: { $ne: /x/ } }, 2],
  ['$gt of a pattern', { a: { $gt: /x/ } }, 2],
  ['a bad pattern', { a: { $regex: '(' } }, 51091],
  ['$regex of a number', { a: { $regex: 5 } }, 2],
  ['$options alone', { a: { $options: 'i' } }, 2],
  ['unknown $options', { a: { $regex: 'x', $options: 'g' } }, 51108],
  ['$mod by zero', { a: { $mod: [0, 1] } }, 2],
  ['$mod of one number', { a: { $mod: [2] } }, 2],
  ['$mod of three numbers', { a: { $mod: [2, 1, 0] } }, 2],
  ['$mod of text', { a: { $mod: ['2', 1] } }, 2],
  ['$size of text', { a: { $size: '2' } }, 2],
  ['a negative $size', { a: { $size: -1 } }, 2],
  ['a $size with fraction', { a: { $size: 1.5 } }, 2],
  ['$type of an unknown name', { a: { $type: 'txt' } }, 2],
  ['$type of an unknown number', { a: { $type: 99 } }, 2],
  ['$type of nothing', { a: { $type: [] } }, 9],
  ['$elemMatch of a value', { a: { $elemMatch: 1 } }, 2],
  ['$bitsAllSet of text', { a: { $bitsAllSet: 'x' } }, 2],
  ['$bitsAnySet of a fraction', { a: { $bitsAnySet: 1.5 } }, 9],
  ['a negative bit', { a: { $bitsAllClear: [-1] } }, 2],
  ['$text', { $text: { $search: 'x' } }, 115],
  ['$jsonSchema', { $jsonSchema: {} }, 115],
  ['$near', { a: { $near: [0, 0] } }, 5626500],
  ['$geoWithin', { a: { $geoWithin: {} } }, 5626500],
];

describe('what a filter may not say', () => {
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
