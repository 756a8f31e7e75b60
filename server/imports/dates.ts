import { parseCivil } from '../../shared/calendar/civil.ts';
import type { Zone } from '../../shared/calendar/types.ts';
import { DAY, instantAt, instantOnDay, MINUTE } from '../../shared/calendar/zone.ts';
import type { Instant } from '../../shared/ids.ts';

/** Day number of 1899-12-30, from which spreadsheets count their serial dates. */
const SERIAL_EPOCH_DAY = -25_569;
/** Serials of the years 1954 to 2119: smaller or larger numbers are not dates but something else. */
const SERIAL_RANGE = { from: 20_000, to: 80_000 };

const WRITTEN =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:：时点](\d{1,2})(?:[:：分](\d{1,2})(?:\.\d+)?)?秒?分?)?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * Reads a date as ticket files write it: text (`2019/4/25 9:32:09`, `2019-04-25`, `2019年4月25日 9时32分`), a spreadsheet
 * serial, a Date whose UTC fields are the wall clock (as xlsx readers give it), or ISO with an offset.
 * @returns the instant in the community's zone, or null for anything else (I4).
 */
export function parseDate(value: unknown, zone: Zone): Instant | null {
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : wallToInstant(value.getTime(), zone);
  if (typeof value === 'number') return fromSerial(value, zone);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (WITH_ZONE.test(text)) return Date.parse(text);
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return fromSerial(Number(text), zone);
  const found = WRITTEN.exec(text);
  if (!found) return null;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = found;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (parseCivil(date) === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return null;
  return instantAt(date, Number(hour) * 60 + Number(minute), zone) + Number(second) * 1000;
}

function fromSerial(serial: number, zone: Zone): Instant | null {
  if (!(serial >= SERIAL_RANGE.from && serial <= SERIAL_RANGE.to)) return null;
  return wallToInstant(Math.round((serial + SERIAL_EPOCH_DAY) * 86_400) * 1000, zone);
}

/** `wall` is the wall clock read as if it were UTC. */
function wallToInstant(wall: number, zone: Zone): Instant {
  const day = Math.floor(wall / DAY);
  const rest = wall - day * DAY;
  const minutes = Math.floor(rest / MINUTE);
  return instantOnDay(day, minutes, zone) + (rest - minutes * MINUTE);
}
