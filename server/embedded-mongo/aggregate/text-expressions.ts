import { plain } from '../bson/show.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNullish, isNumber, isRegex, toNumber, typeName } from '../bson/values.ts';
import { location } from '../errors.ts';
import type { Pattern } from '../match/regex.ts';
import { compileRegex } from '../match/regex.ts';
import type { Expression, Expressions } from './expression.ts';
import { ANY_NUMBER, evaluated, nary } from './expression.ts';

/** Numbers and dates count as their text; nothing is the empty text. */
function coerced(value: unknown, operator: string): string {
  if (isNullish(value)) return '';
  if (typeof value === 'string' || isNumber(value)) return plain(value);
  if (value instanceof Date) return value.toISOString();
  throw location(16007, `can't convert from BSON type ${typeName(value)} to String in ${operator}`);
}

// MongoDB changes the case of ASCII letters only.
const lower = (text: string): string => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
const upper = (text: string): string => text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Positions count bytes of UTF-8 or code points. */
interface Unit {
  readonly split: (text: string) => Buffer | string[];
}
const BYTES: Unit = { split: (text) => Buffer.from(text) };
const codePoints = (text: string): string[] => Array.from(text);
const CODE_POINTS: Unit = { split: codePoints };

function textOf(value: unknown, code: number, what: string): string {
  if (typeof value !== 'string') throw location(code, `${what} must be a string, found: ${typeName(value)}`);
  return value;
}

function position(value: unknown, code: number, what: string): number {
  const number = isNumber(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number)) throw location(code, `${what} must be an integral value`);
  if (number < 0) throw location(40097, `${what} must be non-negative`);
  return number;
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

const substringOfBytes = (operator: string): Expression =>
  nary(operator, [3, 3], (value, from, count) => {
    const bytes = Buffer.from(coerced(value, operator));
    if (!isNumber(from) || !isNumber(count))
      throw location(16034, `${operator}: starting index and length must be numeric`);
    const start = Math.trunc(toNumber(from));
    const length = Math.trunc(toNumber(count));
    if (start < 0) throw location(50752, `${operator}: starting index must be non-negative (got: ${start})`);
    const end = length < 0 ? bytes.length : start + length;
    if (isContinuation(bytes[start]))
      throw location(28656, `${operator}: Invalid range, starting index is a UTF-8 continuation byte.`);
    if (isContinuation(bytes[end]))
      throw location(
        28657,
        `${operator}: Invalid range, ending index is in the middle of a UTF-8 character.`,
      );
    return bytes.toString('utf8', start, end);
  });

const substringOfCodePoints = nary('$substrCP', [3, 3], (value, from, count) => {
  const points = codePoints(coerced(value, '$substrCP'));
  if (!isNumber(from)) throw location(34450, '$substrCP: starting index must be a numeric type');
  if (!Number.isInteger(toNumber(from)))
    throw location(34451, '$substrCP: starting index must be an integer');
  if (!isNumber(count)) throw location(34452, '$substrCP: length must be a numeric type');
  if (!Number.isInteger(toNumber(count))) throw location(34453, '$substrCP: length must be an integer');
  if (toNumber(count) < 0) throw location(34454, '$substrCP: length must be a nonnegative integer.');
  if (toNumber(from) < 0) throw location(34455, '$substrCP: the starting index must be nonnegative integer.');
  return points.slice(toNumber(from), toNumber(from) + toNumber(count)).join('');
});

const indexOf = (
  operator: string,
  { split }: Unit,
  [code, wantedCode]: readonly [number, number],
): Expression =>
  nary(operator, [2, 4], (value, wanted, from = 0, to) => {
    if (isNullish(value)) return null;
    const text = textOf(value, code, `${operator} requires a string as the first argument; it`);
    const token = textOf(wanted, wantedCode, `${operator} requires a string as the second argument; it`);
    const units = split(text);
    const start = position(from, 40096, `${operator}: the starting index`);
    const end = isNullish(to) ? units.length : position(to, 40096, `${operator}: the ending index`);
    if (start > units.length || end < start) return -1;
    const length = split(token).length;
    const joined = Buffer.isBuffer(units)
      ? (a: number, b: number) => units.toString('utf8', a, b)
      : (a: number, b: number) => units.slice(a, b).join('');
    for (let at = start; at + length <= Math.min(end, units.length); at++)
      if (joined(at, at + length) === token) return at;
    return -1;
  });

const BLANKS = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

const trim = (operator: string, atStart: boolean, atEnd: boolean): Expression =>
  evaluated((argument) => {
    if (!isDocument(argument)) throw location(50696, `${operator} only supports an object as an argument`);
    if (!('input' in argument)) throw location(50695, `${operator} requires an 'input' field`);
    const { input, chars = BLANKS } = argument;
    if (isNullish(input) || isNullish(chars)) return null;
    const points = codePoints(textOf(input, 50699, `${operator} requires its input to be a string; it`));
    const unwanted = new Set(textOf(chars, 50700, `${operator} requires 'chars' to be a string; it`));
    const isKept = (point: string): boolean => !unwanted.has(point);
    const first = atStart ? points.findIndex((point) => isKept(point)) : 0;
    const last = atEnd ? points.findLastIndex((point) => isKept(point)) : points.length - 1;
    return first < 0 ? '' : points.slice(first, last + 1).join('');
  });

/** The fields of `$replaceOne` and `$replaceAll`, with the codes of one that is missing or no string. */
const REPLACED = [
  { name: 'input', missing: 51747, wrong: 51746 },
  { name: 'find', missing: 51748, wrong: 51745 },
  { name: 'replacement', missing: 51749, wrong: 51744 },
] as const;

const replace = (operator: string, all: boolean): Expression =>
  evaluated((argument) => {
    if (!isDocument(argument)) throw location(51751, `${operator} requires an object as an argument`);
    const [input, find, replacement] = REPLACED.map(({ name, missing, wrong }) => {
      if (!(name in argument)) throw location(missing, `${operator} requires '${name}' to be specified`);
      const value = argument[name];
      return isNullish(value) ? null : textOf(value, wrong, `${operator} requires that '${name}'`);
    });
    if (isNullish(input) || isNullish(find) || isNullish(replacement)) return null;
    return all ? input.replaceAll(find, () => replacement) : input.replace(find, () => replacement);
  });

/** What the three regular expression operators share: the text and the compiled pattern. */
function regexOf(operator: string, argument: unknown): { text: string; pattern: Pattern } | undefined {
  if (!isDocument(argument)) throw location(51103, `${operator} expects an object of named arguments`);
  const { input, regex, options } = argument;
  const unknown = Object.keys(argument).find((name) => !['input', 'regex', 'options'].includes(name));
  if (unknown !== undefined) throw location(31024, `${operator} found an unknown argument: ${unknown}`);
  const text = isNullish(input)
    ? undefined
    : textOf(input, 51104, `${operator} needs 'input' to be of type string; it`);
  if (!isNullish(regex) && !isRegex(regex))
    textOf(regex, 51105, `${operator} needs 'regex' to be of type string or regex; it`);
  if (!isNullish(options)) textOf(options, 51106, `${operator} needs 'options' to be of type string; it`);
  if (isNullish(regex)) return undefined;
  const pattern = compileRegex(regex, options ?? undefined);
  return text === undefined ? undefined : { text, pattern };
}

const found = (text: string, match: RegExpExecArray): Document => ({
  match: match[0],
  idx: codePoints(text.slice(0, match.index)).length,
  captures: match.slice(1).map((part) => part ?? null),
});

/** Texts by bytes or code points, case in ASCII, patterns as filters take them. */
export const TEXT_EXPRESSIONS: Expressions = {
  $concat: nary('$concat', ANY_NUMBER, (...values) => {
    const odd = values.find((value) => !isNullish(value) && typeof value !== 'string');
    const gap = values.findIndex((value) => isNullish(value));
    if (odd !== undefined && (gap < 0 || values.indexOf(odd) < gap))
      throw location(16702, `$concat only supports strings, not ${typeName(odd)}`);
    return gap >= 0 ? null : values.join('');
  }),
  $toLower: nary('$toLower', [1, 1], (value) => lower(coerced(value, '$toLower'))),
  $toUpper: nary('$toUpper', [1, 1], (value) => upper(coerced(value, '$toUpper'))),
  $strcasecmp: nary('$strcasecmp', [2, 2], (a, b) =>
    Math.sign(
      Buffer.compare(
        Buffer.from(upper(coerced(a, '$strcasecmp'))),
        Buffer.from(upper(coerced(b, '$strcasecmp'))),
      ),
    ),
  ),
  $strLenBytes: nary('$strLenBytes', [1, 1], (value) =>
    Buffer.byteLength(textOf(value, 34473, '$strLenBytes requires a string argument; it')),
  ),
  $strLenCP: nary(
    '$strLenCP',
    [1, 1],
    (value) => codePoints(textOf(value, 34471, '$strLenCP requires a string argument; it')).length,
  ),
  $substr: substringOfBytes('$substr'),
  $substrBytes: substringOfBytes('$substrBytes'),
  $substrCP: substringOfCodePoints,
  $split: nary('$split', [2, 2], (value, separator) => {
    if (isNullish(value) || isNullish(separator)) return null;
    const text = textOf(
      value,
      40085,
      '$split requires an expression that evaluates to a string as a first argument; it',
    );
    const by = textOf(
      separator,
      40086,
      '$split requires an expression that evaluates to a string as a second argument; it',
    );
    if (by === '') throw location(40087, '$split requires a non-empty separator');
    return text.split(by);
  }),
  $indexOfBytes: indexOf('$indexOfBytes', BYTES, [40091, 40092]),
  $indexOfCP: indexOf('$indexOfCP', CODE_POINTS, [40093, 40094]),
  $trim: trim('$trim', true, true),
  $ltrim: trim('$ltrim', true, false),
  $rtrim: trim('$rtrim', false, true),
  $replaceOne: replace('$replaceOne', false),
  $replaceAll: replace('$replaceAll', true),
  $regexMatch: evaluated((argument) => {
    const given = regexOf('$regexMatch', argument);
    return given ? given.pattern.test(given.text) : false;
  }),
  $regexFind: evaluated((argument) => {
    const given = regexOf('$regexFind', argument);
    const match = given?.pattern.exec(given.text);
    return given && match ? found(given.text, match) : null;
  }),
  $regexFindAll: evaluated((argument) => {
    const given = regexOf('$regexFindAll', argument);
    if (!given) return [];
    return given.pattern.all(given.text).map((match) => found(given.text, match));
  }),
};
