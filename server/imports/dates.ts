import { parseCivil } from '../../shared/calendar/civil.ts';
import type { Zone } from '../../shared/calendar/types.ts';
import { DAY, instantAt, instantOnDay, MINUTE } from '../../shared/calendar/zone.ts';
import type { Instant } from '../../shared/ids.ts';

/** Day number of 1899-12-30, from which spreadsheets count their serial dates. */
const SERIAL_EPOCH_DAY = -25_569;
/** Days from that day to 1904-01-01, from which spreadsheets once made on a Mac count. */
const DAYS_TO_1904 = 1_462;
/** Serials of the years 1954 to 2119: smaller or larger numbers are not dates but something else. */
const SERIAL_RANGE = { from: 20_000, to: 80_000 };

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\s?(\d{2})(\d{2})(\d{2})?)?$/;
const WEEKDAY = /[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?/;
const DATE = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?/;
const TIME =
  /^(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|夜间)?\s*(\d{1,2})(?:[:时点](?:(半)|(\d{1,2})分?(?::?(\d{1,2})(?:\.\d+)?秒?)?)?)\s*(am|pm)?$/i;
/** Hours said with these words count from noon; the others from midnight. */
const FROM_NOON = new Set(['下午', '傍晚', '晚上', '夜里', '夜间', 'pm']);

/**
 * Reads a date as ticket files write it: text (`2019/4/25 9:32:09`, `2019-04-25`, `20190425093209`, `2019年4月25日 下午3点半`),
 * a spreadsheet serial, a Date whose UTC fields are the wall clock (as xlsx readers give it), or ISO with an offset.
 * @param date1904 true when bare serials count from 1904
 * @returns the instant in the community's zone, or null for anything else (I4).
 */
export function parseDate(value: unknown, zone: Zone, date1904 = false): Instant | null {
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : wallToInstant(value.getTime(), zone);
  if (typeof value === 'number') {
    // A whole number of eight or more digits is a date that lost its quotes.
    if (Number.isInteger(value) && value >= 19_000_101) return parseWritten(String(value), zone);
    return fromSerial(value, zone, date1904);
  }
  if (typeof value !== 'string') return null;
  const text = value.normalize('NFKC').trim();
  if (WITH_ZONE.test(text)) {
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? null : instant;
  }
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return fromSerial(Number(text), zone, date1904);
  return parseWritten(text, zone);
}

function parseWritten(text: string, zone: Zone): Instant | null {
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = compact;
    return onDay(
      year,
      month,
      day,
      { hour: Number(hour), minute: Number(minute), second: Number(second) },
      zone,
    );
  }
  const date = DATE.exec(text);
  if (!date) return null;
  const [whole, year = '', month = '', day = ''] = date;
  const rest = text.slice(whole.length).replace(WEEKDAY, '').replace(/^\s*T/, '').trim();
  const time = rest === '' ? MIDNIGHT : timeOf(rest);
  return time === null ? null : onDay(year, month, day, time, zone);
}

interface WallTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}
const MIDNIGHT: WallTime = { hour: 0, minute: 0, second: 0 };

function timeOf(text: string): WallTime | null {
  const found = TIME.exec(text);
  if (!found) return null;
  const [, before, hours = '', half, minutes = '0', seconds = '0', after] = found;
  const said = before ?? after?.toLowerCase();
  return {
    hour: hourOf(Number(hours), said),
    minute: half === undefined ? Number(minutes) : 30,
    second: Number(seconds),
  };
}

function hourOf(hour: number, said: string | undefined): number {
  if (said === undefined) return hour;
  if (hour === 12) {
    if (said === '凌晨' || said === 'am') return 0;
    return said === '晚上' || said === '夜里' || said === '夜间' ? 24 : 12;
  }
  const isAfterNoon = FROM_NOON.has(said) || (said === '中午' && hour < 4);
  return isAfterNoon && hour < 12 ? hour + 12 : hour;
}

function onDay(year: string, month: string, day: string, time: WallTime, zone: Zone): Instant | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const minutes = time.hour * 60 + time.minute;
  // 24:00 is the midnight that ends the day.
  const isTime = minutes <= 24 * 60 && time.minute <= 59 && time.second <= 59;
  if (parseCivil(date) === undefined || !isTime) return null;
  return instantAt(date, minutes, zone) + time.second * 1000;
}

function fromSerial(serial: number, zone: Zone, date1904: boolean): Instant | null {
  const since1900 = date1904 ? serial + DAYS_TO_1904 : serial;
  if (!(since1900 >= SERIAL_RANGE.from && since1900 <= SERIAL_RANGE.to)) return null;
  return wallToInstant(Math.round((since1900 + SERIAL_EPOCH_DAY) * 86_400) * 1000, zone);
}

/** `wall` is the wall clock read as if it were UTC. */
function wallToInstant(wall: number, zone: Zone): Instant {
  const day = Math.floor(wall / DAY);
  const rest = wall - day * DAY;
  const minutes = Math.floor(rest / MINUTE);
  return instantOnDay(day, minutes, zone) + (rest - minutes * MINUTE);
}
