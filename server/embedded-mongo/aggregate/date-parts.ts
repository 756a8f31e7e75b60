import type { Document } from '../bson/values.ts';
import { isDocument, isNullish } from '../bson/values.ts';
import { location } from '../errors.ts';
import type { Wall } from './dates.ts';
import { instant, wallOf } from './dates.ts';
import { offsetAt } from './zone.ts';

const DAY = 86_400_000;
const dayOfYear = (wall: Wall): number =>
  Math.floor((wall.getTime() - Date.UTC(wall.getUTCFullYear(), 0, 1)) / DAY) + 1;
const isoDay = (wall: Wall): number => wall.getUTCDay() || 7;
/** The Thursday of a date's ISO week: its year is the ISO year. */
const thursday = (wall: Wall): Wall => new Date(wall.getTime() + (4 - isoDay(wall)) * DAY);

/** The operators that read one part of a date, in a zone if one is given. */
export const DATE_PARTS: Readonly<Record<string, (wall: Wall) => number>> = {
  $year: (wall) => wall.getUTCFullYear(),
  $month: (wall) => wall.getUTCMonth() + 1,
  $dayOfMonth: (wall) => wall.getUTCDate(),
  $dayOfYear: dayOfYear,
  $dayOfWeek: (wall) => wall.getUTCDay() + 1,
  $isoDayOfWeek: isoDay,
  $week: (wall) => Math.floor((dayOfYear(wall) + 6 - wall.getUTCDay()) / 7),
  $isoWeek: (wall) => Math.ceil(dayOfYear(thursday(wall)) / 7),
  $isoWeekYear: (wall) => thursday(wall).getUTCFullYear(),
  $hour: (wall) => wall.getUTCHours(),
  $minute: (wall) => wall.getUTCMinutes(),
  $second: (wall) => wall.getUTCSeconds(),
  $millisecond: (wall) => wall.getUTCMilliseconds(),
};

/** The argument is a date, `[date]`, or `{ date, timezone }`. */
function wallOfArgument(argument: unknown, operator: string): Wall | undefined {
  const only: unknown = Array.isArray(argument) && argument.length === 1 ? argument[0] : argument;
  const { date, timezone } = isDocument(only) ? only : { date: only, timezone: undefined };
  if (isDocument(only) && 'timezone' in only && isNullish(timezone)) return undefined;
  const time = instant(date, operator);
  return time === undefined ? undefined : wallOf(time, typeof timezone === 'string' ? timezone : undefined);
}

export function datePart(operator: string, argument: unknown): number | null {
  const wall = wallOfArgument(argument, operator);
  return wall ? (DATE_PARTS[operator]?.(wall) ?? null) : null;
}

export function dateToParts(argument: unknown): Document | null {
  const wall = wallOfArgument(argument, '$dateToParts');
  if (!wall) return null;
  const time = { hour: '$hour', minute: '$minute', second: '$second', millisecond: '$millisecond' };
  const names =
    isDocument(argument) && argument['iso8601'] === true
      ? { isoWeekYear: '$isoWeekYear', isoWeek: '$isoWeek', isoDayOfWeek: '$isoDayOfWeek', ...time }
      : { year: '$year', month: '$month', day: '$dayOfMonth', ...time };
  return Object.fromEntries(Object.entries(names).map(([name, part]) => [name, DATE_PARTS[part]?.(wall)]));
}

const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const FORMATS: Readonly<Record<string, readonly [part: string, digits: number]>> = {
  Y: ['$year', 4],
  m: ['$month', 2],
  d: ['$dayOfMonth', 2],
  H: ['$hour', 2],
  M: ['$minute', 2],
  S: ['$second', 2],
  L: ['$millisecond', 3],
  j: ['$dayOfYear', 3],
  w: ['$dayOfWeek', 1],
  u: ['$isoDayOfWeek', 1],
  U: ['$week', 2],
  V: ['$isoWeek', 2],
  G: ['$isoWeekYear', 4],
};

export function dateToString(argument: unknown): unknown {
  if (!isDocument(argument)) throw location(18629, '$dateToString only supports an object as its argument');
  const { date, format, timezone, onNull } = argument;
  const time = instant(date, '$dateToString');
  if (time === undefined) return onNull ?? null;
  if (('timezone' in argument && isNullish(timezone)) || ('format' in argument && isNullish(format)))
    return null;
  const zone = typeof timezone === 'string' ? timezone : undefined;
  const pattern =
    typeof format === 'string' ? format : `%Y-%m-%dT%H:%M:%S.%L${zone === undefined ? 'Z' : ''}`;
  const wall = wallOf(time, zone);
  const minutes = Math.round(offsetAt(zone, time) / 60_000);
  return pattern.replaceAll(/%(.?)/g, (_, letter: string) => {
    const known = FORMATS[letter];
    if (known) return String(DATE_PARTS[known[0]]?.(wall)).padStart(known[1], '0');
    const month = MONTH_NAMES[wall.getUTCMonth()] ?? '';
    if (letter === 'B') return month;
    if (letter === 'b') return month.slice(0, 3);
    if (letter === 'Z') return `${minutes < 0 ? '-' : '+'}${String(Math.abs(minutes)).padStart(3, '0')}`;
    if (letter === 'z') return zoneDigits(minutes);
    if (letter === '%') return '%';
    throw location(18536, `Invalid format character '%${letter}' in format string`);
  });
}

function zoneDigits(minutes: number): string {
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}${String(size % 60).padStart(2, '0')}`;
}
