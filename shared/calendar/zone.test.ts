import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intlZone, isZoneName } from './intl-zone.ts';
import { CHINA, instantAt, instantOnDay, localDate, localDayNumber, localTime, minuteOfDay } from './zone.ts';

const berlin = intlZone('Europe/Berlin');
const utc = (text: string) => Date.parse(`${text}Z`);
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC'];
const recent = fc.integer({ min: utc('2004-01-01'), max: utc('2040-01-01') });

describe('C11 local time', () => {
  it('C11: China is eight hours ahead, and the runtime agrees', () => {
    const instant = utc('2026-02-16T16:30:05');
    expect(localTime(instant, CHINA)).toEqual({
      date: '2026-02-17',
      year: 2026,
      month: 2,
      day: 17,
      weekday: 2,
      hour: 0,
      minute: 30,
      second: 5,
    });
    expect(instantAt('2026-02-17', 30, CHINA)).toBe(utc('2026-02-16T16:30:00'));
    fc.assert(
      fc.property(recent, (instant) => {
        expect(intlZone('Asia/Shanghai').offsetAt(instant)).toBe(480);
      }),
    );
  });

  it('C11: summer time skips and repeats an hour', () => {
    expect(berlin.offsetAt(utc('2026-03-29T00:59:59'))).toBe(60);
    expect(berlin.offsetAt(utc('2026-03-29T01:00:00'))).toBe(120);
    expect(instantAt('2026-03-29', 150, berlin)).toBe(utc('2026-03-29T01:30:00'));
    expect(minuteOfDay(instantAt('2026-03-29', 150, berlin), berlin)).toBe(210);
    expect(instantAt('2026-10-25', 150, berlin)).toBe(utc('2026-10-25T00:30:00'));
    expect(instantAt('2026-10-25', 1440, berlin)).toBe(instantAt('2026-10-26', 0, berlin));
  });

  it('C11: a zone may skip a whole day', () => {
    const apia = intlZone('Pacific/Apia');
    expect(localDate(utc('2011-12-30T09:59:59'), apia)).toBe('2011-12-29');
    expect(localDate(utc('2011-12-30T10:00:00'), apia)).toBe('2011-12-31');
    expect(localDate(instantAt('2011-12-30', 600, apia), apia)).toBe('2011-12-31');
  });

  it('C11: the wall clock of an instant leads back to it, or to its first occurrence', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), recent, (name, instant) => {
        const zone = intlZone(name);
        const whole = Math.floor(instant / 60_000) * 60_000;
        const back = instantOnDay(localDayNumber(whole, zone), minuteOfDay(whole, zone), zone);
        expect(back).toBeLessThanOrEqual(whole);
        expect(whole - back).toBeLessThanOrEqual(60 * 60_000);
        expect(localTime(back, zone)).toEqual(localTime(whole, zone));
      }),
    );
  });

  it('C11: offsets equal those shown by an independent formatter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), recent, (name, instant) => {
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: name,
          dateStyle: 'short',
          timeStyle: 'medium',
        }).format(instant);
        const { date, hour, minute, second } = localTime(instant, intlZone(name));
        const two = (value: number) => String(value).padStart(2, '0');
        expect(`${date} ${two(hour)}:${two(minute)}:${two(second)}`).toBe(shown);
      }),
    );
  });

  it('C11: unknown zones are refused, odd instants are not', () => {
    expect(isZoneName('Asia/Shanghai')).toBe(true);
    expect(isZoneName('Mars/Olympus')).toBe(false);
    expect(() => intlZone('Mars/Olympus')).toThrow(RangeError);
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, -8.64e15, 8.64e15]) {
      expect(Number.isFinite(berlin.offsetAt(odd))).toBe(true);
    }
  });
});
