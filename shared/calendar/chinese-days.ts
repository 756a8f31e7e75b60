// The package's functions read the machine's time zone; its data file does not, so only that is used.
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { CalendarData, CivilDate, DayOverride, DayOverrides } from './types.ts';
import { OFFICE_WEEK } from './work-calendar.ts';

/** A holiday in both languages. */
export interface DayName {
  readonly name: string;
  readonly nameEn: string;
}

export interface PublishedDays {
  readonly days: DayOverrides;
  readonly coveredYears: readonly number[];
}

/**
 * Mainland holidays and 调休 workdays as the State Council published them. A year counts as covered when its whole plan
 * is known, from New Year to National Day: a plan may spill a day into its neighbours. `years` leaves out the others.
 */
export function chineseDays(years?: readonly number[]): PublishedDays {
  const wanted = (date: CivilDate): boolean => !years || years.includes(Number(date.slice(0, 4)));
  const days: Record<CivilDate, DayOverride> = {};
  for (const date of Object.keys(published.holidays)) if (wanted(date)) days[date] = 'holiday';
  for (const date of Object.keys(published.workdays)) if (wanted(date)) days[date] = 'workday';
  const coveredYears = [...new Set(Object.keys(days).map((date) => Number(date.slice(0, 4))))]
    .filter((year) => days[`${year}-01-01`] === 'holiday' && days[`${year}-10-01`] === 'holiday')
    .sort((a, b) => a - b);
  return { days, coveredYears };
}

/** What the published days of a year are called, by date: `New Year's Day`, 元旦. */
export function publishedNames(year: number): Readonly<Record<CivilDate, DayName>> {
  const named = Object.entries({ ...published.holidays, ...published.workdays })
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, text]): [CivilDate, DayName] => {
      const [nameEn = '', name = ''] = text.split(',');
      return [date, { name, nameEn }];
    });
  return Object.fromEntries(named);
}

/** A community's calendar to begin with: office hours, every published day, and what its administrator has entered. */
export function chineseCalendar(corrections: DayOverrides = {}): CalendarData {
  const { days, coveredYears } = chineseDays();
  return { ...OFFICE_WEEK, published: days, corrections, coveredYears };
}
