import { halfDays } from './spans.ts';
import type { Instant, WorkCalendar, Zone } from './types.ts';
import { type Found, type Shape, type Stretch, type WalkOptions, walkDays } from './walk.ts';
import { ALWAYS_OPEN } from './work-calendar.ts';
import { noWorkingTime } from './working-time.ts';
import { DAY, MINUTE } from './zone.ts';

/** The working day as one stretch, breaks included. */
const wholeDay: Shape = (spans) => {
  const first = spans[0];
  const last = spans.at(-1);
  return first && last ? [{ from: first.from, to: last.to }] : [];
};

/**
 * The end of the half day `at` falls in, or of the next one when it falls in none (before work, at midday, after work,
 * on a free day). With `leastMinutes`, a half day that has begun and has fewer real minutes left is passed over.
 */
export function endOfHalfDay(at: Instant, calendar: WorkCalendar, zone: Zone, leastMinutes = 0): Found {
  return endOfNth(1, at, calendar, zone, { shape: halfDays }, leaves(leastMinutes, at));
}

/** The end of the working day `at` falls on, or of the next one after its end; `leastMinutes` as in `endOfHalfDay`. */
export function endOfWorkday(at: Instant, calendar: WorkCalendar, zone: Zone, leastMinutes = 0): Found {
  return endOfNth(1, at, calendar, zone, { shape: wholeDay }, leaves(leastMinutes, at));
}

/**
 * The end of work on the n-th workday after the local day of `at`, which is not counted itself. Less than one means
 * `endOfWorkday`; a fraction is rounded up.
 */
export function endOfWorkdayAfter(at: Instant, workdays: number, calendar: WorkCalendar, zone: Zone): Found {
  if (!(workdays > 0)) return endOfWorkday(at, calendar, zone);
  return endOfNth(Math.ceil(workdays), at, calendar, zone, { shape: wholeDay, skipDays: 1 });
}

/** The end of work on the first workday that is at least `days` calendar days after the local day of `at`. */
export function endOfWorkdayFrom(at: Instant, days: number, calendar: WorkCalendar, zone: Zone): Found {
  return endOfNth(1, at, calendar, zone, { shape: wholeDay, skipDays: days });
}

const leaves =
  (leastMinutes: number, at: Instant) =>
  ({ from, to }: Stretch): boolean =>
    from >= at || to - at >= leastMinutes * MINUTE;

/** End of the n-th stretch that counts; in a calendar without enough of them, as if every day were worked. */
function endOfNth(
  nth: number,
  at: Instant,
  calendar: WorkCalendar,
  zone: Zone,
  options: WalkOptions,
  counts: (stretch: Stretch) => boolean = () => true,
): Found {
  const walk = walkDays(at, calendar, zone, options);
  let left = nth;
  for (const stretch of walk.stretches) {
    if (counts(stretch)) left -= 1;
    if (left === 0) return { at: stretch.to, warnings: walk.warnings() };
  }
  const open =
    calendar === ALWAYS_OPEN ? at + nth * DAY : endOfNth(nth, at, ALWAYS_OPEN, zone, options, counts).at;
  return { at: open, warnings: [...walk.warnings(), noWorkingTime(at, zone)] };
}
