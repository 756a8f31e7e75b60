import { civilParts, dayNumber, formatCivil, weekdayOf } from './civil.ts';
import type { CivilDate, Instant, Zone } from './types.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A zone that never changes its clocks. `offsetMinutes` is east of UTC. */
export function fixedZone(name: string, offsetMinutes: number): Zone {
  return { name, offsetAt: () => offsetMinutes };
}

/** China since 1991: one zone, no summer time. */
export const CHINA: Zone = fixedZone('Asia/Shanghai', 480);

const offsetMs = (instant: Instant, zone: Zone): number => Math.round(zone.offsetAt(instant) * MINUTE);

/** Local time as if it were UTC: milliseconds since 1970-01-01 00:00 on the wall clock. */
const wallMs = (instant: Instant, zone: Zone): number => instant + offsetMs(instant, zone);

export interface LocalTime {
  readonly date: CivilDate;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What calendar and wall clock show at an instant. */
export function localTime(instant: Instant, zone: Zone): LocalTime {
  const wall = wallMs(instant, zone);
  const days = Math.floor(wall / DAY);
  const rest = wall - days * DAY;
  return {
    date: formatCivil(days),
    ...civilParts(days),
    weekday: weekdayOf(days),
    hour: Math.floor(rest / HOUR),
    minute: Math.floor((rest % HOUR) / MINUTE),
    second: Math.floor((rest % MINUTE) / 1000),
  };
}

/** Number of the local day (days since 1970-01-01) an instant belongs to. */
export function localDayNumber(instant: Instant, zone: Zone): number {
  return Math.floor(wallMs(instant, zone) / DAY);
}

export function localDate(instant: Instant, zone: Zone): CivilDate {
  return formatCivil(localDayNumber(instant, zone));
}

/** Whole minutes since local midnight on the wall clock, 0 to 1439. */
export function minuteOfDay(instant: Instant, zone: Zone): number {
  const { hour, minute } = localTime(instant, zone);
  return hour * 60 + minute;
}

/**
 * The instant at which the wall clock of local day `days` shows `minutes` after midnight (1440 is the next midnight).
 * A time that occurs twice is the first of the two; a time that is skipped is as much later as the gap is long.
 */
export function instantOnDay(days: number, minutes: number, zone: Zone): Instant {
  const wall = days * DAY + Math.round(minutes * MINUTE);
  // No offset exceeds a day, so these two stand before and after any change of clocks near that time.
  const before = offsetMs(wall - DAY, zone);
  const after = offsetMs(wall + DAY, zone);
  const fits = [wall - before, wall - after].filter((instant) => wallMs(instant, zone) === wall);
  return fits.length > 0 ? Math.min(...fits) : wall - before;
}

/** As `instantOnDay`, for a written date. @throws RangeError when `date` is not a day. */
export function instantAt(date: CivilDate, minutes: number, zone: Zone): Instant {
  return instantOnDay(dayNumber(date), minutes, zone);
}
