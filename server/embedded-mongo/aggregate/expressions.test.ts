import { Long, ObjectId } from 'bson';
import { describe, expect, test } from 'vitest';
import { encode } from '../bson/codec.ts';
import { collationOf, SIMPLE } from '../bson/collation.ts';
import type { Document } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import type { Row } from '../testing/expression-rows.ts';
import { arrays, at, big, DOCUMENT, id, long, numbers, other } from '../testing/expression-rows.ts';
import { expressionsFor } from './expressions.ts';
import { evaluate } from './run.ts';

/** expression, MongoDB's code */
type Refusal = readonly [expression: unknown, code: number];

/** A literal object with a field `then` would be taken for a promise. */
const fields = (names: string, ...values: readonly unknown[]): Document =>
  Object.fromEntries(names.split(' ').map((name, i) => [name, values[i]]));
const branch = (condition: unknown, value: unknown): Document => fields('case then', condition, value);
const choice = (...values: readonly unknown[]): Document => fields('if then else', ...values);

const comparing: readonly Row[] = [
  [{ $eq: ['$n', Long.fromNumber(5)] }, true],
  [{ $eq: ['$missing', null] }, false],
  [{ $eq: ['$id', new ObjectId(id.toHexString())] }, true],
  [
    {
      $eq: [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    },
    false,
  ],
  [{ $ne: ['$n', '5'] }, true],
  [{ $gt: ['a', 5] }, true],
  [{ $gt: ['$nil', '$missing'] }, true],
  [{ $gte: ['$n', 5] }, true],
  [{ $lt: ['$long', long('9007199254740994')] }, true],
  [{ $lte: ['$tenth', 0.1] }, true],
  [{ $cmp: ['$n', 9] }, -1],
  [{ $cmp: ['$id', other] }, -1],
  [{ $in: [2, '$list'] }, true],
  [{ $in: ['$id', [id]] }, true],
  [{ $and: [1, 'x', []] }, true],
  [{ $and: [] }, true],
  [{ $and: [true, '$nil'] }, false],
  [{ $or: ['$missing', Long.fromNumber(0), false] }, false],
  [{ $or: [{ $eq: ['$n', 5] }, { $divide: [1, 0] }] }, true],
  [{ $not: ['$nil'] }, true],
  [{ $cond: [true, 'yes', { $divide: [1, 0] }] }, 'yes'],
  [{ $cond: choice({ $gt: ['$n', 9] }, 'yes', 'no') }, 'no'],
  [{ $ifNull: ['$missing', '$nil', 7] }, 7],
  [{ $ifNull: ['$missing', '$nil'] }, null],
  [
    {
      $switch: {
        branches: [branch(false, 1), branch('$n', 2)],
        default: 3,
      },
    },
    2,
  ],
  [{ $switch: { branches: [branch(false, 1)], default: 3 } }, 3],
];

const texts: readonly Row[] = [
  [{ $concat: ['a', '$text'] }, 'aGrüße 灯'],
  [{ $concat: ['a', '$missing'] }, null],
  [{ $toUpper: '$text' }, 'GRüßE 灯'],
  [{ $toLower: 'ABÄ' }, 'abÄ'],
  [{ $toLower: '$nil' }, ''],
  [{ $strcasecmp: ['Ab', 'aB'] }, 0],
  [{ $strcasecmp: ['a', 'B'] }, -1],
  [{ $strLenBytes: '$text' }, 11],
  [{ $strLenCP: '$text' }, 7],
  [{ $substr: ['hello', 1, 3] }, 'ell'],
  [{ $substrBytes: ['$text', 4, 2] }, 'ß'],
  [{ $substrBytes: ['hello', 2, -1] }, 'llo'],
  [{ $substrCP: ['$text', 6, 5] }, '灯'],
  [{ $substrCP: ['😀x', 1, 1] }, 'x'],
  [{ $split: ['a-b--c', '-'] }, ['a', 'b', '', 'c']],
  [{ $split: ['$missing', '-'] }, null],
  [{ $indexOfBytes: ['$text', '灯'] }, 8],
  [{ $indexOfCP: ['$text', '灯'] }, 6],
  [{ $indexOfCP: ['abcabc', 'c', 3] }, 5],
  [{ $indexOfCP: ['abcabc', 'c', 0, 2] }, -1],
  [{ $trim: { input: '  x \n' } }, 'x'],
  [{ $ltrim: { input: 'xxyx', chars: 'x' } }, 'yx'],
  [{ $rtrim: { input: 'xyxx', chars: 'x' } }, 'xy'],
  [{ $trim: { input: '$nil' } }, null],
  [{ $replaceOne: { input: 'a.a', find: '.', replacement: { $literal: '$&' } } }, 'a$&a'],
  [{ $replaceAll: { input: 'aXbX', find: 'X', replacement: '' } }, 'ab'],
  [{ $replaceAll: { input: '$nil', find: 'X', replacement: '' } }, null],
  [{ $regexMatch: { input: '$text', regex: /^gr/i } }, true],
  [{ $regexMatch: { input: '$missing', regex: 'x' } }, false],
  [{ $regexMatch: { input: 'a\nb', regex: '^b', options: 'm' } }, true],
  [{ $regexFind: { input: '灯ab', regex: '(a)(x)?' } }, { match: 'a', idx: 1, captures: ['a', null] }],
  [{ $regexFind: { input: 'b', regex: 'a' } }, null],
  [
    { $regexFindAll: { input: 'a1a2', regex: 'a(\\d)' } },
    [
      { match: 'a1', idx: 0, captures: ['1'] },
      { match: 'a2', idx: 2, captures: ['2'] },
    ],
  ],
];

const conversions: readonly Row[] = [
  [{ $type: '$n' }, 'int'],
  [{ $type: '$half' }, 'double'],
  [{ $type: '$long' }, 'long'],
  [{ $type: '$tenth' }, 'decimal'],
  [{ $type: '$missing' }, 'missing'],
  [{ $type: [[1]] }, 'array'],
  [{ $isNumber: '$tenth' }, true],
  [{ $isNumber: '5' }, false],
  [{ $toString: '$half' }, '2.5'],
  [{ $toString: '$id' }, id.toHexString()],
  [{ $toString: '$date' }, '2026-01-31T16:05:06.007Z'],
  [{ $toString: true }, 'true'],
  [{ $toString: '$long' }, '9007199254740993'],
  [{ $toString: '$missing' }, null],
  [{ $toInt: '12' }, 12],
  [{ $toInt: -2.9 }, -2],
  [{ $toInt: big('7.9') }, 7],
  [{ $toLong: '9007199254740993' }, long('9007199254740993')],
  [{ $toLong: '$date' }, Long.fromNumber(at('2026-01-31T16:05:06.007Z').getTime())],
  [{ $toDouble: '1.5e2' }, 150],
  [{ $toDouble: true }, 1],
  [{ $toDecimal: '0.10' }, big('0.10')],
  [{ $toDecimal: 2 }, big('2')],
  [{ $toBool: 'false' }, true],
  [{ $toBool: 0 }, false],
  [{ $toDate: Long.fromNumber(5) }, new Date(5)],
  [{ $toDate: '2026-02-01' }, at('2026-02-01T00:00:00Z')],
  [{ $toDate: '2026-02-01T08:00:00+0800' }, at('2026-02-01T00:00:00Z')],
  [{ $toDate: '$id' }, id.getTimestamp()],
  [{ $toObjectId: id.toHexString() }, id],
  [{ $convert: { input: '1', to: 'int' } }, 1],
  [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
  [{ $convert: { input: '$missing', to: 'int', onNull: 0 } }, 0],
  [{ $convert: { input: 1, to: 8 } }, true],
];

const scopes: readonly Row[] = [
  ['$doc.b.c', 2],
  ['$docs.k', [1, 2]],
  ['$docs.v', ['a']],
  ['$doc.b.c.d', undefined],
  ['$$ROOT.n', 5],
  ['$$CURRENT.n', 5],
  ['$$REMOVE', undefined],
  [{ $literal: '$n' }, '$n'],
  [{ $let: { vars: { x: '$n' }, in: { $add: ['$$x', 1] } } }, 6],
  [{ $let: { vars: { x: '$doc' }, in: '$$x.b.c' } }, 2],
  [{ $getField: 'n' }, 5],
  [{ $getField: { field: 'a', input: '$doc' } }, 1],
  [{ $setField: { field: 'x', input: '$doc', value: 1 } }, { a: 1, b: { c: 2 }, x: 1 }],
  [{ $unsetField: { field: 'a', input: '$doc' } }, { b: { c: 2 } }],
  [{ $floor: { $rand: {} } }, 0],
  [
    { a: '$n', b: ['$half', '$missing'] },
    { a: 5, b: [2.5, null] },
  ],
  [{ a: '$missing' }, {}],
];

const timezone = 'Asia/Shanghai';
const dates: readonly Row[] = [
  [{ $year: '$date' }, 2026],
  [{ $year: { date: '$nil' } }, null],
  [{ $month: { date: '$date', timezone } }, 2],
  [{ $dayOfMonth: { date: '$date', timezone: '+08' } }, 1],
  [{ $dayOfYear: '$date' }, 31],
  [{ $dayOfWeek: '$date' }, 7],
  [{ $isoDayOfWeek: '$date' }, 6],
  [{ $week: '$date' }, 4],
  [{ $isoWeek: '$date' }, 5],
  [{ $isoWeekYear: '$date' }, 2026],
  [{ $hour: { date: '$date', timezone } }, 0],
  [{ $minute: '$date' }, 5],
  [{ $second: '$date' }, 6],
  [{ $millisecond: '$date' }, 7],
  [{ $year: '$stamp' }, 1970],
  [{ $dateTrunc: { date: '$date', unit: 'month', timezone } }, at('2026-01-31T16:00:00Z')],
  [{ $dateAdd: { startDate: '$date', unit: 'month', amount: 1 } }, at('2026-02-28T16:05:06.007Z')],
  [
    { $dateAdd: { startDate: '$date', unit: 'day', amount: Long.fromNumber(1) } },
    at('2026-02-01T16:05:06.007Z'),
  ],
  [{ $dateSubtract: { startDate: '$date', unit: 'hour', amount: 16 } }, at('2026-01-31T00:05:06.007Z')],
  [{ $dateDiff: { startDate: at('2026-01-01T00:00:00Z'), endDate: '$date', unit: 'day', timezone } }, 31],
  [{ $dateFromParts: { year: 2026, month: 14, day: 0, timezone } }, at('2027-01-30T16:00:00Z')],
  [
    { $dateToParts: { date: '$date', timezone } },
    { year: 2026, month: 2, day: 1, hour: 0, minute: 5, second: 6, millisecond: 7 },
  ],
  [{ $dateToString: { date: '$date', format: '%Y-%m-%d %H:%M', timezone } }, '2026-02-01 00:05'],
  [{ $dateToString: { date: '$missing', onNull: '-' } }, '-'],
];

const REFUSED: readonly Refusal[] = [
  [{ $unknown: 1 }, 168],
  ['$list.0', 115],
  [{ $add: ['$docs.0.k', 1] }, 115],
  [{ $function: { body: 'f', args: [], lang: 'js' } }, 168],
  [{ $median: { input: [1], method: 'approximate' } }, 168],
  [{ $eq: [1] }, 16020],
  [{ $cond: [1, 2] }, 16020],
  [{ $cond: fields('if then', 1, 2) }, 17082],
  [{ $ifNull: [1] }, 1257300],
  [{ $switch: { branches: [] } }, 40068],
  [{ $switch: { branches: [branch(false, 1)] } }, 40066],
  [{ $in: [1, 2] }, 40081],
  [{ $add: [1, 'x'] }, 14],
  [{ $add: ['$date', '$date'] }, 16612],
  [{ $subtract: [1, '$date'] }, 14],
  [{ $multiply: [1, true] }, 14],
  [{ $divide: [1, 0] }, 2],
  [{ $divide: ['x', 1] }, 14],
  [{ $mod: [1, 0] }, 16610],
  [{ $mod: ['x', 1] }, 16611],
  [{ $abs: 'x' }, 28765],
  [{ $abs: Long.MIN_VALUE }, 28680],
  [{ $exp: '$tenth' }, 115],
  [{ $pow: ['$tenth', 2] }, 115],
  [{ $pow: [0, -1] }, 28764],
  [{ $sqrt: -1 }, 28714],
  [{ $ln: 0 }, 28766],
  [{ $log10: 0 }, 28761],
  [{ $log: [1, 1] }, 28759],
  [{ $asin: 2 }, 50989],
  [{ $round: 'x' }, 51081],
  [{ $round: [1, 1.5] }, 51082],
  [{ $round: [1, 101] }, 51083],
  [{ $bitAnd: [1.5] }, 14],
  [{ $concat: ['a', 1] }, 16702],
  [{ $toUpper: ['$list'] }, 16007],
  [{ $strLenCP: '$nil' }, 34471],
  [{ $strLenBytes: 5 }, 34473],
  [{ $substrBytes: ['$text', 3, 1] }, 28656],
  [{ $substrCP: ['x', 0, -1] }, 34454],
  [{ $split: ['a', ''] }, 40087],
  [{ $split: [1, 'a'] }, 40085],
  [{ $indexOfCP: [1, 'a'] }, 40093],
  [{ $indexOfCP: ['a', 'a', -1] }, 40097],
  [{ $trim: { input: 5 } }, 50699],
  [{ $replaceAll: { input: 5, find: 'a', replacement: '' } }, 51746],
  [{ $regexMatch: { input: 5, regex: 'a' } }, 51104],
  [{ $regexMatch: { input: 'a', regex: '(' } }, 51091],
  [{ $toInt: '1.5' }, 241],
  [{ $toInt: 2 ** 40 }, 241],
  [{ $toInt: '$date' }, 241],
  [{ $toDate: 5 }, 241],
  [{ $toDate: 'soon' }, 241],
  [{ $toObjectId: 'x' }, 241],
  [{ $toString: ['$list'] }, 241],
  [{ $convert: { input: 1, to: 'number' } }, 2],
  [{ $arrayElemAt: [5, 0] }, 28689],
  [{ $arrayElemAt: ['$list', 'x'] }, 28690],
  [{ $arrayElemAt: ['$list', 0.5] }, 28691],
  [{ $first: 5 }, 28689],
  [{ $firstN: { n: 0, input: '$list' } }, 5787908],
  [{ $firstN: { n: 1, input: 5 } }, 5788200],
  [{ $slice: ['$list', 1, 0] }, 28729],
  [{ $range: [0, 5, 0] }, 34449],
  [{ $range: [0.5, 5] }, 34444],
  [{ $size: '$missing' }, 17124],
  [{ $concatArrays: ['$list', 5] }, 28664],
  [{ $reverseArray: 5 }, 34435],
  [{ $arrayToObject: [[[1, 2]]] }, 40395],
  [{ $objectToArray: 5 }, 40390],
  [{ $mergeObjects: [5] }, 40400],
  [{ $allElementsTrue: [5] }, 17040],
  [{ $anyElementTrue: [5] }, 17041],
  [{ $setUnion: [['$n'], 5] }, 17043],
  [{ $setEquals: [[1], '$nil'] }, 17044],
  [{ $indexOfArray: [5, 1] }, 40090],
  [{ $year: 'x' }, 16006],
  [{ $dateTrunc: { date: '$date', unit: 'moon' } }, 5439013],
  [{ $dateToString: { date: '$date', timezone: 'Moon/Sea' } }, 40485],
];

const named = (row: readonly [unknown, unknown]): readonly [string, unknown, unknown] => [
  JSON.stringify(row[0]),
  ...row,
];

describe('expressions', () => {
  const check = (_: string, expression: unknown, value: unknown): void => {
    const result = evaluate(DOCUMENT, expression, {});
    expect(Buffer.from(encode({ result })).toString('hex')).toBe(
      Buffer.from(encode({ result: value })).toString('hex'),
    );
  };
  test.each(comparing.map(named))('E48 %s', check);
  test.each(numbers.map(named))('E58 %s', check);
  test.each(conversions.map(named))('E56 %s', check);
  test.each(dates.map(named))('E47 %s', check);
  test.each([...texts, ...arrays, ...scopes].map(named))('E61 %s', check);

  test.each(REFUSED.map(named))('E62 %s is refused with MongoDB’s code', (_, expression, code) => {
    let thrown: unknown;
    try {
      evaluate(DOCUMENT, expression, {});
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(MongoError);
    expect((thrown as MongoError).code).toBe(code);
  });

  test('E60 every expression operator has rows here', () => {
    const tables = [comparing, numbers, texts, conversions, arrays, scopes, dates];
    const rows = JSON.stringify(tables.flatMap((table) => table.map(([expression]) => expression)));
    expect(Object.keys(expressionsFor(SIMPLE)).filter((name) => !rows.includes(`"${name}":`))).toEqual([]);
  });

  test('E59 comparisons in expressions follow the collation', () => {
    const expressions = expressionsFor(collationOf({ locale: 'en', strength: 2 }));
    const options = {} as Parameters<NonNullable<(typeof expressions)['$eq']>>[2];
    const value = (name: string, operands: unknown[]): unknown => expressions[name]?.({}, operands, options);
    expect(value('$eq', ['Ab', 'aB'])).toBe(true);
    expect(value('$lt', ['a', 'B'])).toBe(true);
  });
});
