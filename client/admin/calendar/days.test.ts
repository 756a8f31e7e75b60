import { expect, test } from 'vitest';
import { chineseDays, publishedNames } from '../../../shared/calendar/chinese-days.ts';
import { OFFICE_WEEK } from '../../../shared/calendar/work-calendar.ts';
import type { CalendarYear } from '../../../shared/protocol/admin.ts';
import { calendarData, dayAfterKey, isKnown, monthsOf, namedRuns } from './days.ts';

const year = (more: Partial<CalendarYear> = {}): CalendarYear => ({
  year: 2026,
  zone: 'Asia/Shanghai',
  today: '2026-03-18',
  week: OFFICE_WEEK.week,
  makeUpDay: OFFICE_WEEK.makeUpDay,
  published: chineseDays([2026]).days,
  names: publishedNames(2026),
  corrections: [],
  publishedPlan: true,
  confirmed: false,
  ...more,
});
const dayOf = (of: CalendarYear, date: string) =>
  monthsOf(of)
    .flatMap((month) => month.days)
    .find((day) => day.date === date);

test('C8 days are what the rules make of them: worked, free, holiday, make-up', () => {
  const months = monthsOf(year());
  expect(months.map((month) => month.days.length)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  expect(dayOf(year(), '2026-01-01')).toMatchObject({ kind: 'holiday', name: { name: '元旦' }, spans: [] });
  expect(dayOf(year(), '2026-01-04')).toMatchObject({ kind: 'make_up', weekday: 0 });
  expect(dayOf(year(), '2026-03-18')).toMatchObject({ kind: 'work', name: null });
  expect(dayOf(year(), '2026-03-21')).toMatchObject({ kind: 'free' });
  // January 2026 begins on a Thursday, in weeks that begin on Monday.
  expect(months[0]?.lead).toBe(3);
});

test('C8 a correction wins and brings its own name', () => {
  const correction = { by: '周正', at: 0, rev: 1 };
  const corrected = year({
    corrections: [
      { ...correction, date: '2026-01-01', day: 'workday', note: '' },
      { ...correction, date: '2026-03-18', day: [{ from: 540, to: 720 }], note: '邻里节' },
    ],
  });
  expect(dayOf(corrected, '2026-01-01')).toMatchObject({ kind: 'work', name: null });
  expect(dayOf(corrected, '2026-03-18')).toMatchObject({
    kind: 'own_hours',
    name: { name: '邻里节' },
    spans: [{ from: 540, to: 720 }],
  });
});

test('U52 holidays are written in runs of one name', () => {
  const [january, february] = monthsOf(year());
  expect(january && namedRuns(january).map((run) => [run.from, run.to, run.kind])).toEqual([
    [1, 3, 'holiday'],
    [4, 4, 'make_up'],
  ]);
  expect(february && namedRuns(february).map((run) => [run.from, run.to])).toEqual([
    [14, 14],
    [15, 23],
    [28, 28],
  ]);
});

test('U52 keys walk days, weeks and months and stay in their year', () => {
  for (const [date, key, next] of [
    ['2026-03-18', 'ArrowRight', '2026-03-19'],
    ['2026-03-31', 'ArrowDown', '2026-04-07'],
    ['2026-01-03', 'ArrowUp', '2026-01-01'],
    ['2026-12-31', 'ArrowRight', '2026-12-31'],
    ['2026-03-31', 'PageUp', '2026-02-28'],
    ['2026-02-10', 'Home', '2026-02-01'],
    ['2026-02-10', 'End', '2026-02-28'],
    ['2026-12-10', 'PageDown', '2026-12-31'],
    ['2026-02-10', 'x', null],
  ] as const)
    expect([date, key, dayAfterKey(date, key)]).toEqual([date, key, next]);
});

test('C27 a year counts as known when it was published or confirmed', () => {
  expect([isKnown(year()), isKnown(year({ publishedPlan: false }))]).toEqual([true, false]);
  const confirmed = year({ year: 2027, publishedPlan: false, confirmed: true });
  expect(calendarData([year(), confirmed]).coveredYears).toEqual([2026, 2027]);
});
