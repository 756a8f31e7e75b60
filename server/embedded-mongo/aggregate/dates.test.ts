import { describe, expect, test } from 'vitest';
import { DATE_PARTS, datePart, dateToString } from './date-parts.ts';
import { dateAdd, dateDiff, dateFromParts, dateTrunc } from './dates.ts';

const at = (text: string): Date => new Date(text);
const shanghai = 'Asia/Shanghai';
const newYork = 'America/New_York';

describe('dates', () => {
  test.each([
    ['month', { unit: 'month', timezone: shanghai }, '2026-01-31T16:00:00Z', '2026-01-31T16:00:00Z'],
    [
      'month before midnight',
      { unit: 'month', timezone: shanghai },
      '2026-01-31T15:59:59Z',
      '2025-12-31T16:00:00Z',
    ],
    [
      'day on which clocks change',
      { unit: 'day', timezone: newYork },
      '2026-03-08T20:00:00Z',
      '2026-03-08T05:00:00Z',
    ],
    [
      'week from Monday',
      { unit: 'week', startOfWeek: 'monday' },
      '2026-01-01T00:00:00Z',
      '2025-12-29T00:00:00Z',
    ],
    ['week from Sunday', { unit: 'week' }, '2026-01-03T23:00:00Z', '2025-12-28T00:00:00Z'],
    ['quarter', { unit: 'quarter' }, '2026-06-30T23:59:59Z', '2026-04-01T00:00:00Z'],
    ['before the reference', { unit: 'year', binSize: 10 }, '1999-12-31T00:00:00Z', '1990-01-01T00:00:00Z'],
    ['half hours', { unit: 'minute', binSize: 30 }, '2026-01-01T10:44:00Z', '2026-01-01T10:30:00Z'],
    ['offset', { unit: 'day', timezone: '+08:00' }, '2026-01-01T15:00:00Z', '2025-12-31T16:00:00Z'],
  ])('E44 $dateTrunc to the %s', (_, argument, date, start) => {
    expect(dateTrunc({ ...argument, date: at(date) })).toEqual(at(start));
  });

  test('E45 adding months ends on the last day, adding days keeps the wall clock', () => {
    expect(dateAdd({ startDate: at('2026-01-31T10:00:00Z'), unit: 'month', amount: 1 }, 1)).toEqual(
      at('2026-02-28T10:00:00Z'),
    );
    expect(dateAdd({ startDate: at('2024-02-29T10:00:00Z'), unit: 'year', amount: 1 }, 1)).toEqual(
      at('2025-02-28T10:00:00Z'),
    );
    expect(dateAdd({ startDate: at('2026-03-31T10:00:00Z'), unit: 'month', amount: 1 }, -1)).toEqual(
      at('2026-02-28T10:00:00Z'),
    );
    expect(
      dateAdd({ startDate: at('2026-03-07T17:00:00Z'), unit: 'day', amount: 1, timezone: newYork }, 1),
    ).toEqual(at('2026-03-08T16:00:00Z'));
    expect(
      dateAdd({ startDate: at('2026-03-07T17:00:00Z'), unit: 'hour', amount: 24, timezone: newYork }, 1),
    ).toEqual(at('2026-03-08T17:00:00Z'));
  });

  test('E46 $dateDiff counts boundaries in the zone', () => {
    const dates = { startDate: at('2026-01-31T15:59:00Z'), endDate: at('2026-01-31T16:01:00Z') };
    expect(dateDiff({ ...dates, unit: 'month', timezone: shanghai })).toBe(1);
    expect(dateDiff({ ...dates, unit: 'month' })).toBe(0);
    expect(dateDiff({ ...dates, unit: 'day', timezone: shanghai })).toBe(1);
    expect(
      dateDiff({ startDate: at('2026-01-03T00:00:00Z'), endDate: at('2026-01-05T00:00:00Z'), unit: 'week' }),
    ).toBe(1);
    expect(
      dateDiff({ startDate: at('2026-01-04T00:00:00Z'), endDate: at('2026-01-10T00:00:00Z'), unit: 'week' }),
    ).toBe(0);
  });

  test('E47 parts and texts are those of the zone', () => {
    const date = at('2026-12-31T16:05:06.007Z');
    expect(datePart('$year', { date, timezone: shanghai })).toBe(2027);
    expect(datePart('$isoWeekYear', { date, timezone: shanghai })).toBe(2026);
    expect(datePart('$isoWeek', { date, timezone: shanghai })).toBe(53);
    expect(datePart('$dayOfWeek', { date, timezone: shanghai })).toBe(6);
    expect(datePart('$week', date)).toBe(52);
    expect(dateToString({ date, timezone: shanghai, format: '%Y-%m-%d %H:%M:%S.%L %z' })).toBe(
      '2027-01-01 00:05:06.007 +0800',
    );
    expect(dateToString({ date })).toBe('2026-12-31T16:05:06.007Z');
    expect(dateToString({ date: null, onNull: '-' })).toBe('-');
    expect(dateFromParts({ year: 2027, timezone: shanghai })).toEqual(at('2026-12-31T16:00:00Z'));
    expect(Object.keys(DATE_PARTS)).toHaveLength(13);
  });
});
