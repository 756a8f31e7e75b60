import type { Zone } from '../calendar/types.ts';
import { localTime, minuteOfDay } from '../calendar/zone.ts';
import type { Instant } from '../ids.ts';
import type { Hours } from '../people/member.ts';

/** True within the hours somebody has given; without any they are free at all times. */
export const isFree = (hours: readonly Hours[], now: Instant, zone: Zone): boolean =>
  hours.length === 0 || today(hours, now, zone).some((one) => isInside(one, minuteOfDay(now, zone)));

/** `14:30`, the next time today that somebody is free; null when that is another day. */
export function nextFree(hours: readonly Hours[], now: Instant, zone: Zone): string | null {
  const minute = minuteOfDay(now, zone);
  const starts = today(hours, now, zone)
    .map((one) => one.from)
    .filter((from) => from > minute);
  if (starts.length === 0) return null;
  const from = Math.min(...starts);
  return `${String(Math.floor(from / 60)).padStart(2, '0')}:${String(from % 60).padStart(2, '0')}`;
}

const today = (hours: readonly Hours[], now: Instant, zone: Zone): readonly Hours[] => {
  const { weekday } = localTime(now, zone);
  return hours.filter((one) => one.weekday === weekday);
};

const isInside = (one: Hours, minute: number): boolean => one.from <= minute && minute < one.to;
