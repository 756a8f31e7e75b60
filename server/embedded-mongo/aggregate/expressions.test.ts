import { Decimal128, Long, ObjectId, Timestamp } from 'bson';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../bson/codec.ts';
import { collationOf, SIMPLE } from '../bson/collation.ts';
import type { Document } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { expressionsFor } from './expressions.ts';
import { evaluate } from './run.ts';

/** expression, its value on DOCUMENT; undefined is a missing field */
type Row = readonly [expression: unknown, value: unknown];
/** expression, MongoDB's code */
type Refusal = readonly [expression: unknown, code: number];

const big = (text: string): Decimal128 => Decimal128.fromString(text);
const long = (text: string): Long => Long.fromString(text);
const at = (text: string): Date => new Date(text);
const id = new ObjectId('64b000000000000000000001');
const other = new ObjectId('64b000000000000000000002');

const DOCUMENT = decode(
  encode({
    n: 5,
    half: 2.5,
    minus: -7,
    long: long('9007199254740993'),
    tenth: big('0.1'),
    text: 'Grüße 灯',
    list: [3, 1, 2],
    docs: [{ k: 1, v: 'a' }, { k: 2 }],
    doc: { a: 1, b: { c: 2 } },
    date: at('2026-01-31T16:05:06.007Z'),
    nil: null,
    id,
    stamp: new Timestamp({ t: 10, i: 1 }),
  }),
);

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
  [{ $cond: { if: { $gt: ['$n', 9] }, then: 'yes', else: 'no' } }, 'no'],
  [{ $ifNull: ['$missing', '$nil', 7] }, 7],
  [{ $ifNull: ['$missing', '$nil'] }, null],
  [
    {
      $switch: {
        branches: [
          { case: false, then: 1 },
          { case: '$n', then: 2 },
        ],
        default: 3,
      },
    },
    2,
  ],
  [{ $switch: { branches: [{ case: false, then: 1 }], default: 3 } }, 3],
];

const numbers: readonly Row[] = [
  [{ $add: ['$n', 1, 0.5] }, 6.5],
  [{ $add: [] }, 0],
  [{ $add: ['$n', null, 'x'] }, null],
  [{ $add: ['$date', 1000] }, at('2026-01-31T16:05:07.007Z')],
  [{ $add: ['$long', 1] }, long('9007199254740994')],
  [{ $add: ['$tenth', big('0.2')] }, big('0.3')],
  [{ $add: [2147483647, 1] }, Long.fromNumber(2147483648)],
  [{ $add: [Long.MAX_VALUE, 1] }, 9223372036854775808],
  [{ $subtract: ['$n', 7] }, -2],
  [{ $subtract: ['$date', at('2026-01-31T16:05:05Z')] }, Long.fromNumber(1007)],
  [{ $subtract: ['$date', 7] }, at('2026-01-31T16:05:06Z')],
  [{ $subtract: [big('0.3'), '$tenth'] }, big('0.2')],
  [{ $subtract: ['$missing', 1] }, null],
  [{ $multiply: ['$n', 2, '$half'] }, 25],
  [{ $multiply: [long('3000000001'), long('3000000001')] }, long('9000000006000000001')],
  [{ $multiply: ['$tenth', 3] }, big('0.3')],
  [{ $divide: ['$n', 2] }, 2.5],
  [{ $divide: [1, big('3')] }, big('0.3333333333333333333333333333333333')],
  [{ $divide: [big('1'), 4] }, big('0.25')],
  [{ $mod: ['$minus', 2] }, -1],
  [{ $mod: [7.5, 2] }, 1.5],
  [{ $mod: ['$long', 10] }, Long.fromNumber(3)],
  [{ $mod: [big('7.5'), 2] }, big('1.5')],
  [{ $abs: '$minus' }, 7],
  [{ $abs: big('-1.5') }, big('1.5')],
  [{ $abs: '$missing' }, null],
  [{ $ceil: -2.5 }, -2],
  [{ $ceil: big('2.1') }, big('3')],
  [{ $floor: -2.5 }, -3],
  [{ $floor: '$long' }, long('9007199254740993')],
  [{ $round: 2.5 }, 2],
  [{ $round: [3.5, 0] }, 4],
  [{ $round: [1.005, 2] }, 1],
  [{ $round: [-2.345, 2] }, -2.34],
  [{ $round: [1250, -2] }, 1200],
  [{ $round: [big('2.345'), 2] }, big('2.34')],
  [{ $round: [Long.fromNumber(1350), -2] }, Long.fromNumber(1400)],
  [{ $trunc: [2.359, 1] }, 2.3],
  [{ $trunc: [-2.9] }, -2],
  [{ $trunc: [big('-2.99'), 1] }, big('-2.9')],
  [{ $pow: [2, 10] }, 1024],
  [{ $pow: [3, 39] }, long('4052555153018976267')],
  [{ $pow: [2, -1] }, 0.5],
  [{ $pow: [10, 30] }, 1e30],
  [{ $sqrt: 25 }, 5],
  [{ $exp: 0 }, 1],
  [{ $ln: 1 }, 0],
  [{ $log10: 1000 }, 3],
  [{ $log: [8, 2] }, 3],
  [{ $sin: 0 }, 0],
  [{ $cos: 0 }, 1],
  [{ $tan: 0 }, 0],
  [{ $asin: 1 }, Math.PI / 2],
  [{ $acos: 1 }, 0],
  [{ $atan: 1 }, Math.PI / 4],
  [{ $atan2: [1, 1] }, Math.PI / 4],
  [{ $sinh: 0 }, 0],
  [{ $cosh: 0 }, 1],
  [{ $tanh: 0 }, 0],
  [{ $asinh: 0 }, 0],
  [{ $acosh: 1 }, 0],
  [{ $atanh: 0 }, 0],
  [{ $degreesToRadians: 180 }, Math.PI],
  [{ $radiansToDegrees: Math.PI }, 180],
  [{ $bitAnd: [13, 11] }, 9],
  [{ $bitAnd: [Long.fromNumber(13), 11] }, Long.fromNumber(9)],
  [{ $bitOr: [8, 1, '$nil'] }, null],
  [{ $bitOr: [8, 1] }, 9],
  [{ $bitXor: [12, 10] }, 6],
  [{ $bitNot: 5 }, -6],
  [{ $sum: '$list' }, 6],
  [{ $sum: ['$n', 'x', '$missing', 2] }, 7],
  [{ $sum: ['$long', 1] }, long('9007199254740994')],
  [{ $avg: '$list' }, 2],
  [{ $avg: ['x'] }, null],
  [{ $min: '$list' }, 1],
  [{ $max: ['$n', '$nil', 9] }, 9],
  [{ $stdDevPop: [2, 4, 4, 4, 5, 5, 7, 9] }, 2],
  [{ $stdDevSamp: [1, 3] }, Math.SQRT2],
  [{ $stdDevSamp: [1] }, null],
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

const arrays: readonly Row[] = [
  [{ $arrayElemAt: ['$list', 0] }, 3],
  [{ $arrayElemAt: ['$list', -1] }, 2],
  [{ $arrayElemAt: ['$list', 9] }, undefined],
  [{ $arrayElemAt: ['$missing', 0] }, null],
  [{ $first: '$list' }, 3],
  [{ $last: '$list' }, 2],
  [{ $firstN: { n: 2, input: '$list' } }, [3, 1]],
  [{ $lastN: { n: 2, input: '$list' } }, [1, 2]],
  [{ $minN: { n: 2, input: [3, null, 1, 2] } }, [1, 2]],
  [{ $maxN: { n: 2, input: '$list' } }, [3, 2]],
  [{ $slice: ['$list', 2] }, [3, 1]],
  [{ $slice: ['$list', -1] }, [2]],
  [{ $slice: ['$list', 1, 5] }, [1, 2]],
  [{ $slice: ['$list', -2, 1] }, [1]],
  [{ $range: [0, 7, 3] }, [0, 3, 6]],
  [{ $range: [3, 0, -1] }, [3, 2, 1]],
  [{ $range: [3, 0] }, []],
  [{ $size: '$list' }, 3],
  [{ $isArray: '$list' }, true],
  [{ $isArray: ['$n'] }, false],
  [{ $concatArrays: ['$list', [[4]]] }, [3, 1, 2, [4]]],
  [{ $concatArrays: ['$list', '$nil'] }, null],
  [{ $reverseArray: '$list' }, [2, 1, 3]],
  [{ $sortArray: { input: ['x', true, 3], sortBy: 1 } }, [3, 'x', true]],
  [{ $sortArray: { input: '$docs', sortBy: { k: -1 } } }, [{ k: 2 }, { k: 1, v: 'a' }]],
  [{ $indexOfArray: ['$list', 2] }, 2],
  [{ $indexOfArray: ['$list', 3, 1] }, -1],
  [{ $indexOfArray: [[other, id], '$id'] }, 1],
  [{ $indexOfArray: ['$nil', 1] }, null],
  [
    {
      $arrayToObject: [
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
    },
    { a: 1, b: 2 },
  ],
  [{ $arrayToObject: { $literal: [{ k: 'a', v: 1 }] } }, { a: 1 }],
  [
    { $objectToArray: '$doc' },
    [
      { k: 'a', v: 1 },
      { k: 'b', v: { c: 2 } },
    ],
  ],
  [{ $mergeObjects: ['$doc', { a: 9 }, null] }, { a: 9, b: { c: 2 } }],
  [{ $mergeObjects: '$docs' }, { k: 2, v: 'a' }],
  [{ $allElementsTrue: [[1, true]] }, true],
  [{ $allElementsTrue: [[]] }, true],
  [{ $anyElementTrue: [[0, null, false]] }, false],
  [
    {
      $setUnion: [
        ['$id', 1],
        [new ObjectId(id.toHexString()), Long.fromNumber(1)],
      ],
    },
    [id, Long.fromNumber(1)],
  ],
  [{ $setIntersection: ['$list', [2, 3, 9]] }, [3, 2]],
  [{ $setIntersection: ['$list', '$nil'] }, null],
  [{ $setDifference: ['$list', [1]] }, [3, 2]],
  [
    {
      $setEquals: [
        [1, 2, 2],
        [2, 1],
      ],
    },
    true,
  ],
  [{ $setIsSubset: [[1], '$list'] }, true],
  [{ $filter: { input: '$list', as: 'x', cond: { $gt: ['$$x', 1] } } }, [3, 2]],
  [{ $filter: { input: '$list', cond: { $gt: ['$$this', 1] }, limit: 1 } }, [3]],
  [{ $filter: { input: '$nil', cond: true } }, null],
  [{ $map: { input: '$list', as: 'x', in: { $multiply: ['$$x', '$n'] } } }, [15, 5, 10]],
  [{ $map: { input: '$docs', in: '$$this.v' } }, ['a', null]],
  [{ $map: { input: '$missing', in: 1 } }, null],
  [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  [{ $zip: { inputs: [[1, 2], ['a']] } }, [[1, 'a']]],
  [
    { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true, defaults: [0, '-'] } },
    [
      [1, 'a'],
      [2, '-'],
    ],
  ],
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
  [{ $cond: { if: 1, then: 2 } }, 17082],
  [{ $ifNull: [1] }, 1257300],
  [{ $switch: { branches: [] } }, 40068],
  [{ $switch: { branches: [{ case: false, then: 1 }] } }, 40066],
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
    const value = (name: string, operands: unknown[]): unknown =>
      expressions[name]?.({} as Document, operands, options);
    expect(value('$eq', ['Ab', 'aB'])).toBe(true);
    expect(value('$lt', ['a', 'B'])).toBe(true);
  });
});
