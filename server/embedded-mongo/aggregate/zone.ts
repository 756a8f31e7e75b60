import { location } from '../errors.ts';

const OFFSET = /^([+-])(\d\d):?(\d\d)?$/;
const DAY = 86_400_000;
/** Offsets change only at whole quarters of an hour. */
const QUARTER = 15 * 60_000;
const MAX_CACHED = 200_000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** Milliseconds the wall clock of a zone is ahead of UTC at an instant. Asking Intl each time costs seconds a query. */
export function offsetAt(zone: string | undefined, instant: number): number {
  if (zone === undefined || zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  const fixed = OFFSET.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * 60_000;
  const known = zoneOf(zone);
  const day = Math.floor(instant / DAY);
  const atStart = cached(known, day * DAY);
  // A day with the same offset at both ends has it throughout; only in others does the quarter of an hour matter.
  if (atStart === cached(known, (day + 1) * DAY)) return atStart;
  return cached(known, Math.floor(instant / QUARTER) * QUARTER);
}

function cached({ format, offsets }: Zone, instant: number): number {
  const known = offsets.get(instant);
  if (known !== undefined) return known;
  const offset = lookUp(format, instant);
  if (offsets.size >= MAX_CACHED) offsets.clear();
  offsets.set(instant, offset);
  return offset;
}

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const zone = { format, offsets: new Map<number, number>() };
    zones.set(name, zone);
    return zone;
  } catch {
    throw location(40485, `unrecognized time zone identifier: "${name}"`);
  }
}

function lookUp(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name));
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  const wall = new Date(0);
  wall.setUTCFullYear(year, part('month') - 1, part('day'));
  wall.setUTCHours(part('hour'), part('minute'), part('second'));
  return wall.getTime() - instant;
}

/** The instant at which the wall clock shows `wall` (as milliseconds of a UTC date with those digits). */
export function instantOf(wall: number, zone: string | undefined): number {
  const guess = wall - offsetAt(zone, wall);
  return wall - offsetAt(zone, guess);
}
