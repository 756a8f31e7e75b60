import type { CivilDate } from './types.ts';

/**
 * Days and months of the Gregorian calendar in whole numbers. A `dayNumber` counts days since 1970-01-01, so that
 * adding days is adding; nothing here knows a time zone.
 */

export interface CivilParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

const DAYS_PER_ERA = 146_097;

/** Day number of a date; months outside 1..12 and days outside the month run over into their neighbours. */
export function dayNumberOf(year: number, month: number, day: number): number {
  const months = year * 12 + (month - 1);
  // The year is counted from March, so that the leap day is its last.
  const marchMonths = months - 2;
  const marchYear = Math.floor(marchMonths / 12);
  const marchMonth = marchMonths - marchYear * 12;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - 719_468;
}

export function civilParts(dayNumber: number): CivilParts {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}

export function daysInMonth(year: number, month: number): number {
  return dayNumberOf(year, month + 1, 1) - dayNumberOf(year, month, 1);
}

const pad = (value: number, width: number): string =>
  (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(width, '0');

export function formatCivil(dayNumber: number): CivilDate {
  const { year, month, day } = civilParts(dayNumber);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** The day number of a written date, or undefined when no such day exists (`2026-02-30`, `2026-2-3`, any other text). */
export function parseCivil(text: string): number | undefined {
  const match = /^(-?\d{4,6})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const dayNumber = dayNumberOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return formatCivil(dayNumber) === text ? dayNumber : undefined;
}

/** @throws RangeError when `date` is not a day; check texts from outside with `parseCivil` first. */
export function dayNumber(date: CivilDate): number {
  const parsed = parseCivil(date);
  if (parsed === undefined) throw new RangeError(`not a date: ${date}`);
  return parsed;
}

/** @throws RangeError when `date` is not a day. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return formatCivil(dayNumber(date) + days);
}

/** The same day `months` later, or the last day of that month when it is shorter. @throws RangeError as `dayNumber`. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = civilParts(dayNumber(date));
  const first = civilParts(dayNumberOf(year, month + months, 1));
  const last = daysInMonth(first.year, first.month);
  return formatCivil(dayNumberOf(first.year, first.month, Math.min(day, last)));
}
