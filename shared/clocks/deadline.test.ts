import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseCalendar } from '../calendar/chinese-days.ts';
import { intlZone } from '../calendar/intl-zone.ts';
import { makeCalendar, OFFICE_WEEK } from '../calendar/work-calendar.ts';
import { isWorkingTime } from '../calendar/working-time.ts';
import { CHINA, DAY, HOUR, instantAt, localTime, MINUTE } from '../calendar/zone.ts';
import { computeDeadline, warnInstant } from './deadline.ts';
import { deadlineRuleSchema } from './schema.ts';
import type { DeadlineRule } from './types.ts';

const calendar = makeCalendar(chineseCalendar());

/** `2026-03-04 09:30` in China. */
const at = (text: string): number => {
  const [date = '', time = ''] = text.split(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantAt(date, hour * 60 + minute, CHINA);
};
const show = (instant: number): string => {
  const { date, hour, minute } = localTime(instant, CHINA);
  return `${date} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};
const due = (rule: DeadlineRule, start: string): string =>
  show(computeDeadline(rule, at(start), calendar, CHINA).dueAt);

describe('C1 real time', () => {
  it('C1: half an hour is half an hour on a festival night', () => {
    const start = at('2026-02-16 23:50');
    expect(computeDeadline({ kind: 'minutes', minutes: 30 }, start, calendar, CHINA)).toEqual({
      dueAt: start + 30 * MINUTE,
      warnAt: start + 22.5 * MINUTE,
      warnings: [],
    });
    expect(computeDeadline({ kind: 'hours', hours: 2 }, start, calendar, CHINA).dueAt).toBe(start + 2 * HOUR);
    expect(
      computeDeadline({ kind: 'minutes', minutes: 30 }, at('2031-05-01 10:00'), calendar, CHINA).warnings,
    ).toEqual([]);
  });
});

describe('C2 不过晌', () => {
  it.each([
    ['in the morning', '2026-03-04 09:30', '2026-03-04 12:00'],
    ['in the last minute of the morning', '2026-03-04 11:59', '2026-03-04 12:00'],
    ['before work', '2026-03-04 06:00', '2026-03-04 12:00'],
    ['at noon', '2026-03-04 12:00', '2026-03-04 17:30'],
    ['at midday', '2026-03-04 12:40', '2026-03-04 17:30'],
    ['in the afternoon', '2026-03-04 15:00', '2026-03-04 17:30'],
    ['in the evening', '2026-03-04 20:00', '2026-03-05 12:00'],
    ['on Friday evening', '2026-03-06 18:00', '2026-03-09 12:00'],
    ['on a make-up Saturday', '2026-02-14 14:00', '2026-02-14 17:30'],
    ['on the eve of spring festival', '2026-02-16 10:00', '2026-02-24 12:00'],
    ['on a Sunday', '2026-03-08 10:00', '2026-03-09 12:00'],
  ])('C2: started %s', (_, start, expected) => {
    expect(due({ kind: 'half_day' }, start)).toBe(expected);
  });

  it('C2: a community may pass over a half day that is nearly over', () => {
    const rule: DeadlineRule = { kind: 'half_day', leastMinutes: 60 };
    expect(due(rule, '2026-03-04 11:00')).toBe('2026-03-04 12:00');
    expect(due(rule, '2026-03-04 11:01')).toBe('2026-03-04 17:30');
    expect(due(rule, '2026-03-04 17:00')).toBe('2026-03-05 12:00');
    expect(due({ kind: 'overnight', leastMinutes: 1440 }, '2026-03-04 09:00')).toBe('2026-03-05 17:30');
  });
});

describe('C4 不过夜', () => {
  it.each([
    ['in the morning', '2026-03-04 09:30', '2026-03-04 17:30'],
    ['before work', '2026-03-04 00:00', '2026-03-04 17:30'],
    ['at midday', '2026-03-04 12:40', '2026-03-04 17:30'],
    ['at the end of work', '2026-03-04 17:30', '2026-03-05 17:30'],
    ['on Friday evening', '2026-03-06 21:00', '2026-03-09 17:30'],
    ['after the last day before spring festival', '2026-02-14 17:31', '2026-02-24 17:30'],
    ['before a make-up Sunday', '2026-01-03 10:00', '2026-01-04 17:30'],
  ])('C4: started %s', (_, start, expected) => {
    expect(due({ kind: 'overnight' }, start)).toBe(expected);
  });
});

describe('C5 不过周', () => {
  it.each([
    ['on a Wednesday', '2026-03-04 09:30', '2026-03-11 17:30'],
    ['late on a Wednesday', '2026-03-04 23:59', '2026-03-11 17:30'],
    ['on a Saturday', '2026-03-07 09:30', '2026-03-16 17:30'],
    ['a week before spring festival', '2026-02-10 09:30', '2026-02-24 17:30'],
    ['a week before a make-up Saturday', '2026-02-07 09:30', '2026-02-14 17:30'],
  ])('C5: started %s', (_, start, expected) => {
    expect(due({ kind: 'week' }, start)).toBe(expected);
  });
});

describe('C6 workdays', () => {
  it.each([
    [1, '2026-03-04 09:30', '2026-03-05 17:30'],
    [1, '2026-03-06 17:00', '2026-03-09 17:30'],
    [1, '2026-03-07 17:00', '2026-03-09 17:30'],
    [5, '2026-02-12 09:00', '2026-02-26 17:30'],
    [15, '2026-09-21 09:00', '2026-10-19 17:30'],
  ])('C6: %i from %s', (days, start, expected) => {
    expect(due({ kind: 'workdays', days }, start)).toBe(expected);
  });
});

describe('C7 working hours', () => {
  it('C7: four working hours reach over midday', () => {
    expect(due({ kind: 'working_hours', hours: 4 }, '2026-03-04 10:00')).toBe('2026-03-04 15:30');
  });
});

const rules: fc.Arbitrary<DeadlineRule> = fc.oneof(
  fc.record({ kind: fc.constant('minutes' as const), minutes: fc.integer({ min: -10, max: 100_000 }) }),
  fc.record({ kind: fc.constant('hours' as const), hours: fc.integer({ min: -1, max: 1000 }) }),
  fc.record({ kind: fc.constant('working_hours' as const), hours: fc.integer({ min: -1, max: 200 }) }),
  fc.record({ kind: fc.constant('half_day' as const), leastMinutes: fc.integer({ min: 0, max: 2000 }) }),
  fc.record({ kind: fc.constant('overnight' as const), leastMinutes: fc.integer({ min: 0, max: 2000 }) }),
  fc.record({ kind: fc.constant('week' as const) }),
  fc.record({ kind: fc.constant('workdays' as const), days: fc.integer({ min: -1, max: 60 }) }),
  fc.record({ kind: fc.constant('until' as const), at: fc.integer({ min: 0, max: 2e12 }) }),
);
const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2028, 0, 1) });
const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York').map(intlZone);

describe('C10 every deadline', () => {
  it('C10: is not before its start, and warns in its last quarter', () => {
    fc.assert(
      fc.property(rules, instant, zones, (rule, start, zone) => {
        const { dueAt, warnAt } = computeDeadline(rule, start, calendar, zone);
        expect(dueAt).toBeGreaterThanOrEqual(start);
        expect(Number.isInteger(dueAt)).toBe(true);
        expect(warnAt).toBeLessThanOrEqual(dueAt);
        expect(dueAt - warnAt).toBe(Math.floor((dueAt - start) / 4));
      }),
    );
  });

  it('C10: who starts later is never due earlier', () => {
    fc.assert(
      fc.property(
        rules,
        instant,
        fc.integer({ min: 0, max: 20 * DAY }),
        zones,
        (rule, start, later, zone) => {
          const first = computeDeadline(rule, start, calendar, zone).dueAt;
          expect(computeDeadline(rule, start + later, calendar, zone).dueAt).toBeGreaterThanOrEqual(first);
        },
      ),
    );
  });

  it('C10: by class falls on the end of work', () => {
    const classes = fc.constantFrom<DeadlineRule>(
      { kind: 'half_day' },
      { kind: 'overnight' },
      { kind: 'week' },
    );
    fc.assert(
      fc.property(classes, instant, zones, (rule, start, zone) => {
        const { dueAt } = computeDeadline(rule, start, calendar, zone);
        expect(isWorkingTime(dueAt - 1, calendar, zone)).toBe(true);
        expect(isWorkingTime(dueAt, calendar, zone)).toBe(false);
      }),
    );
  });

  it('C10: the last quarter of nothing is its end', () => {
    expect(warnInstant(100, 100, 0.25)).toBe(100);
    expect(warnInstant(100, 40, 0.25)).toBe(40);
    expect(computeDeadline({ kind: 'minutes', minutes: Number.NaN }, 5, calendar, CHINA).dueAt).toBe(5);
  });

  it('C11: is due at the local end of work on both sides of summer time', () => {
    const berlin = intlZone('Europe/Berlin');
    for (const [start, end] of [
      ['2026-03-27', '2026-04-03'],
      ['2026-10-23', '2026-10-30'],
    ] as const) {
      const { dueAt } = computeDeadline(
        { kind: 'week' },
        instantAt(start, 600, berlin),
        makeCalendar({ ...OFFICE_WEEK, coveredYears: [2026] }),
        berlin,
      );
      expect(localTime(dueAt, berlin)).toMatchObject({ date: end, hour: 17, minute: 30 });
    }
  });
});

describe('C9 warnings', () => {
  const warnings = (rule: DeadlineRule, start: string, made = calendar) =>
    computeDeadline(rule, at(start), made, CHINA).warnings;

  it('C9: a deadline that reaches into a year without data names it', () => {
    expect(warnings({ kind: 'week' }, '2026-12-24 09:00')).toEqual([]);
    expect(warnings({ kind: 'week' }, '2026-12-25 09:00')).toEqual([
      { code: 'year_not_covered', year: 2027 },
    ]);
    expect(warnings({ kind: 'half_day' }, '2026-12-31 18:00')).toEqual([
      { code: 'year_not_covered', year: 2027 },
    ]);
    expect(warnings({ kind: 'half_day' }, '2026-12-31 09:00')).toEqual([]);
  });

  it('C9: without working hours every day counts whole', () => {
    const closed = makeCalendar({ ...OFFICE_WEEK, week: [], makeUpDay: [], coveredYears: [2026] });
    const found = (rule: DeadlineRule) => computeDeadline(rule, at('2026-03-04 09:00'), closed, CHINA);
    expect(show(found({ kind: 'half_day' }).dueAt)).toBe('2026-03-04 12:00');
    expect(show(found({ kind: 'overnight' }).dueAt)).toBe('2026-03-05 00:00');
    expect(show(found({ kind: 'week' }).dueAt)).toBe('2026-03-12 00:00');
    expect(show(found({ kind: 'workdays', days: 2 }).dueAt)).toBe('2026-03-07 00:00');
    expect(found({ kind: 'week' }).warnings).toContainEqual({ code: 'no_working_time', from: '2026-03-04' });
    expect(computeDeadline({ kind: 'workdays', days: 99_999 }, 0, calendar, CHINA).dueAt).toBe(99_999 * DAY);
  });
});

describe('C1 rules from outside', () => {
  it.each([
    [{ kind: 'minutes', minutes: 30 }, true],
    [{ kind: 'half_day' }, true],
    [{ kind: 'half_day', leastMinutes: 60 }, true],
    [{ kind: 'minutes', minutes: 0 }, false],
    [{ kind: 'hours', hours: 1e9 }, false],
    [{ kind: 'workdays', days: 1.5 }, false],
    [{ kind: 'week', days: 3 }, false],
    [{ kind: 'fortnight' }, false],
  ])('C1: %j', (rule, ok) => {
    expect(deadlineRuleSchema.safeParse(rule).success).toBe(ok);
  });
});
