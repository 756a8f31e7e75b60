import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseCalendar } from './chinese-days.ts';
import { intlZone } from './intl-zone.ts';
import type { CalendarData, Span } from './types.ts';
import { ALWAYS_OPEN, makeCalendar, OFFICE_WEEK } from './work-calendar.ts';
import {
  addWorkingMinutes,
  isWorkingTime,
  nextWorkingInstant,
  workingMinutesBetween,
} from './working-time.ts';
import { CHINA, HOUR, instantAt, MINUTE } from './zone.ts';

const calendar = makeCalendar(chineseCalendar());
const at = (date: string, hour: number, minute = 0) => instantAt(date, hour * 60 + minute, CHINA);

const minuteSpan: fc.Arbitrary<Span> = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 600 }))
  .map(([from, length]) => ({ from, to: Math.min(1440, from + length) }));
const hours = fc.array(minuteSpan, { maxLength: 4 });
const anyCalendar: fc.Arbitrary<CalendarData> = fc.record({
  week: fc.array(hours, { minLength: 7, maxLength: 7 }),
  makeUpDay: hours,
  published: fc.constant(chineseCalendar().published),
  corrections: fc.dictionary(
    fc.integer({ min: 1, max: 28 }).map((day) => `2026-10-${String(day).padStart(2, '0')}`),
    fc.oneof(fc.constant('holiday' as const), fc.constant('workday' as const), hours),
  ),
  coveredYears: fc.constant([2025, 2026, 2027]),
});
const zone = fc
  .constantFrom('Asia/Shanghai', 'Europe/Berlin', 'Pacific/Apia', 'America/St_Johns')
  .map(intlZone);
const start = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) });
const someMinutes = fc.integer({ min: 0, max: 20_000 });

describe('C7 working time', () => {
  it('C7: stops at midday, at night and over a weekend', () => {
    expect(addWorkingMinutes(at('2026-03-04', 11), 60, calendar, CHINA).at).toBe(at('2026-03-04', 12));
    expect(addWorkingMinutes(at('2026-03-04', 11), 61, calendar, CHINA).at).toBe(at('2026-03-04', 13, 31));
    expect(addWorkingMinutes(at('2026-03-06', 17), 60, calendar, CHINA).at).toBe(at('2026-03-09', 9));
    expect(addWorkingMinutes(at('2026-03-07', 3), 1, calendar, CHINA).at).toBe(at('2026-03-09', 8, 31));
    expect(addWorkingMinutes(at('2026-03-07', 3), 0, calendar, CHINA).at).toBe(at('2026-03-07', 3));
  });

  it('C7: works on the make-up Saturday before spring festival and then not for nine days', () => {
    expect(addWorkingMinutes(at('2026-02-13', 17), 60, calendar, CHINA).at).toBe(at('2026-02-14', 9));
    expect(addWorkingMinutes(at('2026-02-14', 17), 60, calendar, CHINA).at).toBe(at('2026-02-24', 9));
    expect(workingMinutesBetween(at('2026-02-14', 0), at('2026-02-25', 0), calendar, CHINA)).toEqual({
      minutes: 2 * 450,
      warnings: [],
    });
  });

  it('C7: working hours begin with their first minute and end before their last', () => {
    expect(isWorkingTime(at('2026-03-04', 8, 30), calendar, CHINA)).toBe(true);
    expect(isWorkingTime(at('2026-03-04', 8, 30) - 1, calendar, CHINA)).toBe(false);
    expect(isWorkingTime(at('2026-03-04', 12), calendar, CHINA)).toBe(false);
    expect(isWorkingTime(at('2026-02-14', 9), calendar, CHINA)).toBe(true);
    expect(isWorkingTime(at('2026-02-16', 9), calendar, CHINA)).toBe(false);
    expect(nextWorkingInstant(at('2026-02-14', 18), calendar, CHINA).at).toBe(at('2026-02-24', 8, 30));
    expect(nextWorkingInstant(at('2026-02-24', 9), calendar, CHINA).at).toBe(at('2026-02-24', 9));
  });

  it('C7: an hour skipped by summer time is not worked, a repeated one is worked twice', () => {
    const berlin = intlZone('Europe/Berlin');
    const day = (date: string) =>
      workingMinutesBetween(instantAt(date, 0, berlin), instantAt(date, 1440, berlin), ALWAYS_OPEN, berlin)
        .minutes;
    expect(day('2026-03-29')).toBe(23 * 60);
    expect(day('2026-10-25')).toBe(25 * 60);
  });

  it('C7: a day that a zone leaves out is not worked', () => {
    const apia = intlZone('Pacific/Apia');
    const from = instantAt('2011-12-29', 0, apia);
    const to = instantAt('2012-01-01', 0, apia);
    expect(workingMinutesBetween(from, to, ALWAYS_OPEN, apia).minutes).toBe(2 * 24 * 60);
  });

  it('C7: adding and measuring undo each other in any calendar and zone', () => {
    fc.assert(
      fc.property(anyCalendar, zone, start, someMinutes, (data, place, from, minutes) => {
        const made = makeCalendar(data);
        const found = addWorkingMinutes(from, minutes, made, place);
        expect(found.at).toBeGreaterThanOrEqual(from);
        const realTime = found.warnings.some(({ code }) => code === 'no_working_time');
        const measured = realTime
          ? (found.at - from) / MINUTE
          : workingMinutesBetween(from, found.at, made, place).minutes;
        expect(measured).toBe(minutes);
      }),
    );
  });

  it('C7: adding in two steps is adding at once, and more is never earlier', () => {
    const made = makeCalendar(chineseCalendar());
    fc.assert(
      fc.property(zone, start, someMinutes, someMinutes, (place, from, first, second) => {
        const half = addWorkingMinutes(from, first, made, place).at;
        const twice = addWorkingMinutes(half, second, made, place).at;
        expect(addWorkingMinutes(from, first + second, made, place).at).toBe(twice);
        expect(twice).toBeGreaterThanOrEqual(half);
      }),
    );
  });

  it('C7: measuring is never more than real time, and adds up', () => {
    fc.assert(
      fc.property(anyCalendar, zone, start, start, start, (data, place, ...instants) => {
        const made = makeCalendar(data);
        const [a, b, c] = instants.sort((x, y) => x - y);
        const between = (from: number, to: number) => workingMinutesBetween(from, to, made, place).minutes;
        expect(between(a, c)).toBeLessThanOrEqual((c - a) / MINUTE);
        expect(between(a, b) + between(b, c)).toBeCloseTo(between(a, c), 6);
        expect(between(c, a)).toBe(0);
      }),
    );
  });
});

describe('C9 what the calendar cannot know', () => {
  it('C9: a year without data is named', () => {
    const found = addWorkingMinutes(at('2026-12-31', 17), 60, calendar, CHINA);
    expect(found).toEqual({
      at: at('2027-01-01', 9),
      warnings: [{ code: 'year_not_covered', year: 2027 }],
    });
    expect(addWorkingMinutes(at('2026-12-31', 16), 60, calendar, CHINA).warnings).toEqual([]);
  });

  it('C9: without working hours real time counts, and the answer says so', () => {
    const closed = makeCalendar({ ...OFFICE_WEEK, week: [], makeUpDay: [], coveredYears: [] });
    const from = at('2026-03-04', 9);
    const found = addWorkingMinutes(from, 60, closed, CHINA);
    expect(found.at).toBe(from + HOUR);
    expect(found.warnings).toContainEqual({ code: 'no_working_time', from: '2026-03-04' });
    expect(found.warnings).toContainEqual({ code: 'year_not_covered', year: 2026 });
    expect(nextWorkingInstant(from, closed, CHINA).at).toBe(from);
    expect(isWorkingTime(from, closed, CHINA)).toBe(false);
  });

  it('C9: measuring stops after ten years and says so', () => {
    const found = workingMinutesBetween(0, 8e15, ALWAYS_OPEN, CHINA);
    expect(found.warnings).toEqual([{ code: 'range_too_long', from: '1970-01-01' }]);
    expect(found.minutes).toBeGreaterThan(5_000_000);
  });
});
