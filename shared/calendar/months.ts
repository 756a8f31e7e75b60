import { civilParts, dayNumberOf } from './civil.ts';
import type { Instant, MonthKey, Zone } from './types.ts';
import { HOUR, instantOnDay, localDayNumber, MINUTE } from './zone.ts';

/** When the months and days of figures begin; Beijing counts from the 19th and from noon. */
export interface MonthStart {
  /** 1 to 28. */
  readonly monthStartDay: number;
  /** 0 to 23: an earlier hour belongs to the day before. */
  readonly dayStartHour: number;
}

export const CALENDAR_MONTHS: MonthStart = { monthStartDay: 1, dayStartHour: 0 };

const keyOf = (year: number, month: number): MonthKey => {
  const first = civilParts(dayNumberOf(year, month, 1));
  return `${String(first.year).padStart(4, '0')}-${String(first.month).padStart(2, '0')}`;
};

/** A month that starts late is named after the one it ends in: 19 December to 18 January is January. */
const namedAhead = (start: MonthStart): number => (start.monthStartDay > 15 ? 1 : 0);

/** The year and month of a key, or undefined when it is not `YYYY-MM`. */
export function parseMonthKey(text: string): { readonly year: number; readonly month: number } | undefined {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  return match ? { year: Number(match[1]), month: Number(match[2]) } : undefined;
}

/** The month an instant is counted in. */
export function monthKey(instant: Instant, zone: Zone, start: MonthStart = CALENDAR_MONTHS): MonthKey {
  const days = localDayNumber(instant, zone);
  // The start of the day is a time on the wall clock, so it is compared as an instant, not subtracted.
  const begun = instant >= instantOnDay(days, start.dayStartHour * 60, zone);
  const { year, month, day } = civilParts(begun ? days : days - 1);
  return keyOf(year, month + (day >= start.monthStartDay ? 0 : -1) + namedAhead(start));
}

/** First instant of a month and of the one after it. @throws RangeError when `key` is not `YYYY-MM`. */
export function monthBounds(
  key: MonthKey,
  zone: Zone,
  start: MonthStart = CALENDAR_MONTHS,
): { readonly from: Instant; readonly to: Instant } {
  const parsed = parseMonthKey(key);
  if (!parsed) throw new RangeError(`not a month: ${key}`);
  const edge = (month: number): Instant =>
    instantOnDay(
      dayNumberOf(parsed.year, month - namedAhead(start), start.monthStartDay),
      (start.dayStartHour * HOUR) / MINUTE,
      zone,
    );
  return { from: edge(parsed.month), to: edge(parsed.month + 1) };
}

/** @throws RangeError when `key` is not `YYYY-MM`. */
export function addMonthsToKey(key: MonthKey, months: number): MonthKey {
  const parsed = parseMonthKey(key);
  if (!parsed) throw new RangeError(`not a month: ${key}`);
  return keyOf(parsed.year, parsed.month + months);
}

/**
 * Every month from `from` to `to`, both included; empty when `to` is earlier. The caller bounds the range.
 * @throws RangeError when one of them is not `YYYY-MM`.
 */
export function monthsFromTo(from: MonthKey, to: MonthKey): MonthKey[] {
  const first = parseMonthKey(from);
  const last = parseMonthKey(to);
  if (!first || !last) throw new RangeError(`not a range of months: ${from} to ${to}`);
  const count = (last.year - first.year) * 12 + last.month - first.month + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => keyOf(first.year, first.month + index));
}
