import type { CalendarWarning, Instant, WorkCalendar, Zone } from './types.ts';
import { type Found, HORIZON_DAYS, walkDays } from './walk.ts';
import { localDate, localDayNumber, MINUTE } from './zone.ts';

/** Whether work is being done at this instant. */
export function isWorkingTime(at: Instant, calendar: WorkCalendar, zone: Zone): boolean {
  for (const { from } of walkDays(at, calendar, zone, { limitDays: 1 }).stretches) return from <= at;
  return false;
}

/** `at` itself in working hours, otherwise the start of the next; `at` with a warning when there is none in ten years. */
export function nextWorkingInstant(at: Instant, calendar: WorkCalendar, zone: Zone): Found {
  const walk = walkDays(at, calendar, zone);
  for (const { from } of walk.stretches) return { at: Math.max(at, from), warnings: walk.warnings() };
  return { at, warnings: [...walk.warnings(), noWorkingTime(at, zone)] };
}

/**
 * The instant at which `minutes` of working time have passed since `start` (less than 0 counts as 0, fractions are kept
 * to the millisecond). Without enough working hours in ten years they count as real time, with a warning.
 */
export function addWorkingMinutes(
  start: Instant,
  minutes: number,
  calendar: WorkCalendar,
  zone: Zone,
): Found {
  const wanted = Math.max(0, Math.round(minutes * MINUTE));
  if (wanted === 0) return { at: start, warnings: [] };
  const walk = walkDays(start, calendar, zone);
  let left = wanted;
  for (const stretch of walk.stretches) {
    const from = Math.max(start, stretch.from);
    const length = stretch.to - from;
    if (left <= length) return { at: from + left, warnings: walk.warnings() };
    left -= length;
  }
  return { at: start + wanted, warnings: [...walk.warnings(), noWorkingTime(start, zone)] };
}

/**
 * Working minutes from one instant to a later one, 0 when `to` is not later; undoes `addWorkingMinutes`. Counting stops
 * after ten years, with the warning `range_too_long`.
 */
export function workingMinutesBetween(
  from: Instant,
  to: Instant,
  calendar: WorkCalendar,
  zone: Zone,
): { readonly minutes: number; readonly warnings: readonly CalendarWarning[] } {
  if (!(to > from)) return { minutes: 0, warnings: [] };
  const days = localDayNumber(to, zone) - localDayNumber(from, zone) + 1;
  const walk = walkDays(from, calendar, zone, { limitDays: Math.min(days, HORIZON_DAYS) });
  let worked = 0;
  for (const stretch of walk.stretches) {
    worked += Math.max(0, Math.min(stretch.to, to) - Math.max(stretch.from, from));
  }
  const tooLong: readonly CalendarWarning[] =
    days > HORIZON_DAYS ? [{ code: 'range_too_long', from: localDate(from, zone) }] : [];
  return { minutes: worked / MINUTE, warnings: [...walk.warnings(), ...tooLong] };
}

export function noWorkingTime(at: Instant, zone: Zone): CalendarWarning {
  return { code: 'no_working_time', from: localDate(at, zone) };
}
