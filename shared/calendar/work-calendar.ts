import { parseCivil, weekdayOf } from './civil.ts';
import { orderedSpans } from './spans.ts';
import type { CalendarData, CivilDate, DayOverrides, Span, WorkCalendar } from './types.ts';

/** 8:30–12:00 and 13:30–17:30: office hours with a midday break. */
export const OFFICE_HOURS: readonly Span[] = [
  { from: 510, to: 720 },
  { from: 810, to: 1050 },
];

/** Monday to Friday at office hours, no holidays known: the start of a community's calendar. */
export const OFFICE_WEEK: CalendarData = {
  week: [[], OFFICE_HOURS, OFFICE_HOURS, OFFICE_HOURS, OFFICE_HOURS, OFFICE_HOURS, []],
  makeUpDay: OFFICE_HOURS,
  published: {},
  corrections: {},
  coveredYears: [],
};

/** Every minute of every day: what deadlines fall back to when a calendar has no working hours. */
export const ALWAYS_OPEN: WorkCalendar = {
  spansOn: () => [{ from: 0, to: 1440 }],
  covers: () => true,
};

/** Puts stored data to use. Never throws: spans that are none and dates that are none have no effect. */
export function makeCalendar(data: CalendarData): WorkCalendar {
  const week = data.week.map(orderedSpans);
  const makeUpDay = orderedSpans(data.makeUpDay);
  const covered = new Set(data.coveredYears);
  return {
    spansOn(date) {
      const days = parseCivil(date);
      if (days === undefined) return [];
      const usual = week[weekdayOf(days)] ?? [];
      const override = ownDay(data.corrections, date) ?? ownDay(data.published, date);
      if (override === undefined) return usual;
      if (override === 'holiday') return [];
      if (override === 'workday') return usual.length > 0 ? usual : makeUpDay;
      return orderedSpans(override);
    },
    covers: (year) => covered.has(year),
  };
}

export function isWorkday(date: CivilDate, calendar: WorkCalendar): boolean {
  return calendar.spansOn(date).length > 0;
}

const ownDay = (days: DayOverrides, date: CivilDate) => (Object.hasOwn(days, date) ? days[date] : undefined);
