import { describe, expect, it } from 'vitest';
import { chineseCalendar, chineseDays } from './chinese-days.ts';
import { addDays, parseCivil, weekdayOf } from './civil.ts';
import { calendarDataSchema } from './schema.ts';
import { halfDays, orderedSpans } from './spans.ts';
import { isWorkday, makeCalendar, OFFICE_HOURS, OFFICE_WEEK } from './work-calendar.ts';

const span = (from: number, to: number) => ({ from: from * 60, to: to * 60 });

describe('C8 which days are worked', () => {
  const calendar = makeCalendar(chineseCalendar());

  it('C8: spring festival 2026 is free from 15 to 23 February and made up for on two Saturdays', () => {
    const worked = Array.from({ length: 16 }, (_, index) => addDays('2026-02-13', index)).filter((date) =>
      isWorkday(date, calendar),
    );
    expect(worked).toEqual([
      '2026-02-13',
      '2026-02-14',
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
    ]);
    expect(calendar.spansOn('2026-02-14')).toEqual(OFFICE_HOURS);
  });

  it('C8: every published day of every covered year is what it is published as', () => {
    const { days, coveredYears } = chineseDays();
    expect(coveredYears).toContain(2026);
    expect(coveredYears).toEqual(Array.from(coveredYears, (_, index) => 2004 + index));
    const misread = Object.entries(days).filter(
      ([date, kind]) => isWorkday(date, calendar) !== (kind === 'workday'),
    );
    expect(misread).toEqual([]);
  });

  it('C8: published workdays fall on weekends', () => {
    const { days } = chineseDays();
    const weekdays = Object.entries(days).filter(([date, kind]) => {
      const weekday = weekdayOf(parseCivil(date) ?? Number.NaN);
      return kind === 'workday' && weekday !== 0 && weekday !== 6;
    });
    expect(weekdays).toEqual([]);
  });

  it('C8: only the years asked for are taken', () => {
    expect(chineseDays([2026]).coveredYears).toEqual([2026]);
    expect(Object.keys(chineseDays([2026]).days).every((date) => date.startsWith('2026'))).toBe(true);
    expect(chineseDays([2003]).coveredYears).toEqual([]);
  });

  it('C8: a correction wins, in both directions and with hours of its own', () => {
    const corrected = makeCalendar(
      chineseCalendar({ '2026-02-14': 'holiday', '2026-02-17': 'workday', '2026-02-24': [span(9, 12)] }),
    );
    expect(corrected.spansOn('2026-02-14')).toEqual([]);
    expect(corrected.spansOn('2026-02-17')).toEqual(OFFICE_HOURS);
    expect(corrected.spansOn('2026-02-24')).toEqual([span(9, 12)]);
  });

  it('C8: a make-up day on a free weekday has the hours of such days', () => {
    const data = {
      ...OFFICE_WEEK,
      makeUpDay: [span(9, 15)],
      corrections: { '2026-08-01': 'workday' as const },
    };
    expect(makeCalendar(data).spansOn('2026-08-01')).toEqual([span(9, 15)]);
    expect(makeCalendar(data).spansOn('2026-08-02')).toEqual([]);
    const monday = { ...data, corrections: { '2026-08-03': 'workday' as const } };
    expect(makeCalendar(monday).spansOn('2026-08-03')).toEqual(OFFICE_HOURS);
  });

  it('C8: nonsense in stored data has no effect and does not throw', () => {
    const odd = makeCalendar({
      week: [[{ from: 600, to: 600 }], [{ from: -60, to: 9999 }]],
      makeUpDay: [],
      published: Object.fromEntries(['2026-02-31', 'constructor'].map((date) => [date, 'workday' as const])),
      corrections: {},
      coveredYears: [],
    });
    expect(odd.spansOn('2026-07-05')).toEqual([]);
    expect(odd.spansOn('2026-07-06')).toEqual([{ from: 0, to: 1440 }]);
    expect(odd.spansOn('2026-07-07')).toEqual([]);
    expect(odd.spansOn('2026-02-31')).toEqual([]);
    expect(odd.spansOn('constructor')).toEqual([]);
  });

  it('C8: what an administrator enters is checked', () => {
    const data = chineseCalendar();
    const ok = (change: object) => calendarDataSchema.safeParse({ ...data, ...change }).success;
    expect(ok({})).toBe(true);
    expect(ok({ makeUpDay: [span(9, 12), span(11, 17)] })).toBe(false);
    expect(ok({ makeUpDay: [{ from: 700, to: 600 }] })).toBe(false);
    expect(ok({ corrections: { '2026-02-30': 'holiday' } })).toBe(false);
    expect(ok({ week: [] })).toBe(false);
  });
});

describe('C3 half days', () => {
  it.each([
    ['part at the midday break', [span(8.5, 12), span(13.5, 17.5)], [span(8.5, 12), span(13.5, 17.5)]],
    ['part at noon without one', [span(9, 17)], [span(9, 12), span(12, 17)]],
    ['ignore shorter pauses', [span(8, 10), span(10.25, 12), span(14, 18)], [span(8, 12), span(14, 18)]],
    ['allow a morning past noon', [span(8, 12.5), span(14.5, 18)], [span(8, 12.5), span(14.5, 18)]],
    ['may be one only', [span(9, 12)], [span(9, 12)]],
    ['may be an evening', [span(18, 22)], [span(18, 22)]],
    ['cover a day without end', [span(0, 24)], [span(0, 12), span(12, 24)]],
    ['may be none', [], []],
  ])('C3: %s', (_, spans, halves) => {
    expect(halfDays(spans)).toEqual(halves);
  });

  it('C3: spans are ordered and joined first', () => {
    expect(orderedSpans([span(13, 17), span(8, 10), span(9, 12), span(12, 13)])).toEqual([span(8, 17)]);
  });
});
