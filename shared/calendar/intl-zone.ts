import { dayNumberOf } from './civil.ts';
import type { Instant, Zone } from './types.ts';
import { DAY, MINUTE } from './zone.ts';

/** Years 1 to 9999: outside, the runtime writes eras and signs, and no order lives there. */
const EARLIEST = dayNumberOf(1, 1, 3) * DAY;
const LATEST = dayNumberOf(9999, 12, 29) * DAY;

/** Clocks change at full quarters of an hour of UTC, in every zone since 1972. */
const QUARTER = 15 * MINUTE;
const FIRST_QUARTERED = dayNumberOf(1973, 1, 1) * DAY;
const CACHE_LIMIT = 4096;

const zones = new Map<string, Zone>();

/**
 * An IANA time zone (`Asia/Shanghai`, `Europe/Berlin`) as the runtime knows it, independent of the machine's own zone.
 * The answer of `offsetAt` is kept per quarter of an hour; the zone itself is kept per name.
 * @throws RangeError when the runtime knows no such zone; ask `isZoneName` first for names from outside.
 */
export function intlZone(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const read = offsetReader(name);
  const offsets = new Map<number, number>();
  const zone: Zone = {
    name,
    offsetAt(instant) {
      const bounded = Number.isFinite(instant) ? Math.min(Math.max(instant, EARLIEST), LATEST) : 0;
      if (bounded < FIRST_QUARTERED) return read(bounded);
      const quarter = Math.floor(bounded / QUARTER);
      const kept = offsets.get(quarter);
      if (kept !== undefined) return kept;
      if (offsets.size >= CACHE_LIMIT) offsets.clear();
      const offset = read(quarter * QUARTER);
      offsets.set(quarter, offset);
      return offset;
    },
  };
  zones.set(name, zone);
  return zone;
}

export function isZoneName(name: string): boolean {
  try {
    intlZone(name);
    return true;
  } catch {
    return false;
  }
}

/** Minutes east of UTC, read off the wall clock the runtime shows. */
function offsetReader(timeZone: string): (instant: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const shown = new Map(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
    const field = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
    const days = dayNumberOf(field('year'), field('month'), field('day'));
    const seconds = field('hour') * 3600 + field('minute') * 60 + field('second');
    const wholeSecond = Math.floor(instant / 1000) * 1000;
    return (days * DAY + seconds * 1000 - wholeSecond) / MINUTE;
  };
}
