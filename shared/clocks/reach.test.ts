import { expect, test } from 'vitest';
import { chineseCalendar } from '../calendar/chinese-days.ts';
import { intlZone } from '../calendar/intl-zone.ts';
import { makeCalendar } from '../calendar/work-calendar.ts';
import { guessedYears } from './reach.ts';

const zone = intlZone('Asia/Shanghai');
const calendar = makeCalendar({ ...chineseCalendar(), coveredYears: [2025, 2026] });
const at = (month: number, day: number): number => Date.UTC(2026, month - 1, day, 2);

test('C26 years without holidays are named as soon as a deadline of now would reach into them', () => {
  expect(guessedYears([{ kind: 'week' }, { kind: 'half_day' }], at(12, 20), calendar, zone)).toEqual([]);
  expect(guessedYears([{ kind: 'half_day' }, { kind: 'week' }], at(12, 28), calendar, zone)).toEqual([2027]);
  expect(guessedYears([{ kind: 'workdays', days: 30 }], at(12, 1), calendar, zone)).toEqual([2027]);
  // Real time needs no calendar.
  expect(guessedYears([{ kind: 'hours', hours: 24 * 60 }], at(12, 20), calendar, zone)).toEqual([]);
});
