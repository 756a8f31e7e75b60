import { endOfHalfDay, endOfWorkday, endOfWorkdayAfter, endOfWorkdayFrom } from '../calendar/day-ends.ts';
import type { CalendarWarning, Instant, WorkCalendar, Zone } from '../calendar/types.ts';
import { addWorkingMinutes } from '../calendar/working-time.ts';
import { HOUR, MINUTE } from '../calendar/zone.ts';
import type { Deadline, DeadlineRule } from './types.ts';

/** 不过周: the day of the start is not counted, as in reckoning of periods by Chinese civil law. */
const WEEK_DAYS = 7;

/** A clock warns when a quarter of its time is left, unless a community says otherwise. */
export const DEFAULT_WARN_SHARE = 0.25;

/**
 * When a clock that starts at `start` is due (C1 to C9). Never before `start`; `warnings` say where the calendar had to
 * be guessed at. Amounts below 0 count as 0. `warnShare` is the share of the time that is left when it warns (C10).
 */
export function computeDeadline(
  rule: DeadlineRule,
  start: Instant,
  calendar: WorkCalendar,
  zone: Zone,
  warnShare = DEFAULT_WARN_SHARE,
): Deadline {
  const found = dueOf(rule, start, calendar, zone);
  const dueAt = found.at > start ? found.at : start;
  return { dueAt, warnAt: warnInstant(start, dueAt, warnShare), warnings: found.warnings };
}

/** The start of the last share of a real interval, to the millisecond (C10). */
export function warnInstant(start: Instant, dueAt: Instant, warnShare: number): Instant {
  return dueAt - Math.floor(Math.max(0, dueAt - start) * warnShare);
}

function dueOf(
  rule: DeadlineRule,
  start: Instant,
  calendar: WorkCalendar,
  zone: Zone,
): { readonly at: Instant; readonly warnings: readonly CalendarWarning[] } {
  switch (rule.kind) {
    case 'minutes':
      return { at: Math.round(start + rule.minutes * MINUTE), warnings: [] };
    case 'hours':
      return { at: Math.round(start + rule.hours * HOUR), warnings: [] };
    case 'working_hours':
      return addWorkingMinutes(start, rule.hours * 60, calendar, zone);
    case 'half_day':
      return endOfHalfDay(start, calendar, zone, rule.leastMinutes);
    case 'overnight':
      return endOfWorkday(start, calendar, zone, rule.leastMinutes);
    case 'week':
      return endOfWorkdayFrom(start, WEEK_DAYS, calendar, zone);
    case 'workdays':
      return endOfWorkdayAfter(start, rule.days, calendar, zone);
    case 'until':
      break;
  }
  return { at: rule.at, warnings: [] };
}
