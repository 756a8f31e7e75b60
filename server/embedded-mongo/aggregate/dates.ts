import { ObjectId, Timestamp } from 'bson';
import { plain } from '../bson/show.ts';
import { isDocument, isNullish, isNumber, toNumber } from '../bson/values.ts';
import { location } from '../errors.ts';
import { instantOf, offsetAt } from './zone.ts';

const DAY = 86_400_000;
const MILLIS: Readonly<Record<string, number>> = {
  week: 7 * DAY,
  day: DAY,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Bins of `$dateTrunc` are counted from here; it was a Saturday. */
const REFERENCE = Date.UTC(2000, 0, 1);

export type Wall = Date;

/** A BSON value as an instant in milliseconds, or undefined if it is nullish. */
export function instant(value: unknown, operator: string): number | undefined {
  if (isNullish(value)) return undefined;
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return value.getTimestamp().getTime();
  if (value instanceof Timestamp) return value.getHighBitsUnsigned() * 1000;
  throw location(16006, `can't convert from BSON type to Date in ${operator}`);
}

const zoneName = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The wall clock's digits as the UTC fields of a date. */
export const wallOf = (time: number, zone: string | undefined): Wall => new Date(time + offsetAt(zone, time));

function unitOf(value: unknown): string {
  if (typeof value === 'string' && (value in MILLIS || value in MONTHS)) return value;
  throw location(5439013, `unknown time unit value: ${String(value)}`);
}

function weekdayOf(value: unknown): number {
  const day = WEEKDAYS.indexOf(
    plain(value ?? 'sunday')
      .slice(0, 3)
      .toLowerCase(),
  );
  if (day < 0) throw location(5439015, `unknown day of week value: ${String(value)}`);
  return day;
}

const monthsOf = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();
const modulo = (a: number, b: number): number => ((a % b) + b) % b;

export function dateTrunc(argument: unknown): Date | null {
  if (!isDocument(argument)) throw location(5439007, '$dateTrunc only supports an object as its argument');
  const { date, unit, binSize = 1, timezone, startOfWeek } = argument;
  const time = instant(date, '$dateTrunc');
  if (time === undefined || isNullish(unit) || isNullish(binSize)) return null;
  const zone = zoneName(timezone);
  const name = unitOf(unit);
  const size = toNumber(binSize);
  if (!Number.isInteger(size) || size <= 0)
    throw location(5439017, '$dateTrunc requires a positive integer binSize');
  const wall = wallOf(time, zone).getTime();
  const months = MONTHS[name];
  if (months !== undefined) {
    const bin = months * size;
    const start = Math.floor((monthsOf(new Date(wall)) - 24_000) / bin) * bin;
    return new Date(instantOf(Date.UTC(2000, start, 1), zone));
  }
  const bin = (MILLIS[name] ?? 1) * size;
  // The first week bin starts on the first such weekday of the reference month.
  const reference = name === 'week' ? REFERENCE + modulo(weekdayOf(startOfWeek) - 6, 7) * DAY : REFERENCE;
  const into = modulo(wall - reference, bin);
  // Below a day, bins are real time: a clock set back must not merge two hours.
  if (name !== 'week' && name !== 'day') return new Date(time - into);
  return new Date(instantOf(wall - into, zone));
}

export function dateAdd(argument: unknown, sign: 1 | -1): Date | null {
  if (!isDocument(argument)) throw location(5166400, '$dateAdd expects an object as its argument');
  const { startDate, unit, amount, timezone } = argument;
  const time = instant(startDate, '$dateAdd');
  if (time === undefined || isNullish(unit) || isNullish(amount)) return null;
  const zone = zoneName(timezone);
  const name = unitOf(unit);
  const count = toNumber(amount) * sign;
  if (!Number.isInteger(count)) throw location(5166405, '$dateAdd expects integer amount of time units');
  const months = MONTHS[name];
  if (months !== undefined) return new Date(instantOf(addMonths(wallOf(time, zone), months * count), zone));
  const step = (MILLIS[name] ?? 1) * count;
  // Days and weeks keep the wall clock's time of day; smaller units are real time.
  if (name === 'day' || name === 'week')
    return new Date(instantOf(wallOf(time, zone).getTime() + step, zone));
  return new Date(time + step);
}

/** 31 January and a month is the last day of February. */
function addMonths(wall: Wall, months: number): number {
  const day = wall.getUTCDate();
  const moved = new Date(wall);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, last));
  return moved.getTime();
}

/** How many boundaries of the unit lie between two instants. */
export function dateDiff(argument: unknown): number | null {
  if (!isDocument(argument)) throw location(5166301, '$dateDiff only supports an object as its argument');
  const { startDate, endDate, unit, timezone, startOfWeek } = argument;
  const start = instant(startDate, '$dateDiff');
  const end = instant(endDate, '$dateDiff');
  if (start === undefined || end === undefined || isNullish(unit)) return null;
  const zone = zoneName(timezone);
  const name = unitOf(unit);
  const from = wallOf(start, zone);
  const to = wallOf(end, zone);
  const months = MONTHS[name];
  if (months !== undefined) return Math.floor(monthsOf(to) / months) - Math.floor(monthsOf(from) / months);
  const size = MILLIS[name] ?? 1;
  if (name === 'millisecond') return end - start;
  // 1 January 1970 was a Thursday.
  const shift = name === 'week' ? modulo(4 - weekdayOf(startOfWeek), 7) * DAY : 0;
  const isReal = name !== 'week' && name !== 'day';
  const a = isReal ? start : from.getTime();
  const b = isReal ? end : to.getTime();
  return Math.floor((b + shift) / size) - Math.floor((a + shift) / size);
}

export function dateFromParts(argument: unknown): Date | null {
  if (!isDocument(argument)) throw location(40519, '$dateFromParts requires an object as an argument');
  if ('isoWeekYear' in argument)
    throw location(40516, '$dateFromParts with ISO weeks is not supported by this server');
  const { timezone, ...parts } = argument;
  const names = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'];
  if (!('year' in parts))
    throw location(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  const values = names.map((name) =>
    name in parts ? parts[name] : name === 'month' || name === 'day' ? 1 : 0,
  );
  if (values.some((value) => isNullish(value))) return null;
  for (const value of values)
    if (!isNumber(value) || !Number.isInteger(toNumber(value)))
      throw location(40515, '$dateFromParts parts must be integers');
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = values.map(
    (value) => toNumber(value),
  );
  const wall = new Date(0);
  wall.setUTCFullYear(year, month - 1, day);
  wall.setUTCHours(hour, minute, second, millisecond);
  return new Date(instantOf(wall.getTime(), zoneName(timezone)));
}
