import type { Zone } from '../../shared/calendar/types.ts';
import { DAY } from '../../shared/calendar/zone.ts';

/** A quarter of a century of days. */
const MOST_DAYS = 10_000;

/**
 * A zone that remembers whole days: a file names instants of years in any order, and asking the runtime for each of them
 * costs more than all else. A day that begins and ends with the same offset has it throughout, since no zone changes its
 * clocks twice a day.
 */
export function dayZone(zone: Zone): Zone {
  const offsets = new Map<number, number | null>();
  return {
    name: zone.name,
    offsetAt(instant) {
      const day = Math.floor(instant / DAY);
      let offset = offsets.get(day);
      if (offset === undefined) {
        const first = zone.offsetAt(day * DAY);
        offset = first === zone.offsetAt((day + 1) * DAY) ? first : null;
        if (offsets.size >= MOST_DAYS) offsets.clear();
        offsets.set(day, offset);
      }
      return offset ?? zone.offsetAt(instant);
    },
  };
}
