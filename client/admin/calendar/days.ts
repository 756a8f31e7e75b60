import {
  civilParts,
  dayNumberOf,
  daysInMonth,
  formatCivil,
  weekdayOf,
} from '../../../shared/calendar/civil.ts';
import type { CalendarData, CivilDate, DayOverride, Span } from '../../../shared/calendar/types.ts';
import { makeCalendar } from '../../../shared/calendar/work-calendar.ts';
import type { CalendarYear, Correction } from '../../../shared/protocol/admin.ts';

/**
 * What a day is: worked or free as every week, a published or entered holiday, a workday on a free weekday (调休), or a day
 * with hours of its own.
 */
export type DayKind = 'work' | 'free' | 'holiday' | 'make_up' | 'own_hours';

export interface CalendarDay {
  readonly date: CivilDate;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly kind: DayKind;
  readonly spans: readonly Span[];
  /** 元旦; the note of a correction wins over the published name. */
  readonly name: { readonly name: string; readonly nameEn: string } | null;
  readonly correction: Correction | null;
}

export interface CalendarMonth {
  /** 1 to 12. */
  readonly month: number;
  readonly days: readonly CalendarDay[];
  /** Empty cells before the first day, in weeks that begin on Monday. */
  readonly lead: number;
}

/** The calendar of several years as the pure rules take it. */
export function calendarData(years: readonly CalendarYear[]): CalendarData {
  const first = years[0];
  return {
    week: first?.week ?? [],
    makeUpDay: first?.makeUpDay ?? [],
    published: Object.assign({}, ...years.map((one) => one.published)) as CalendarData['published'],
    corrections: Object.fromEntries(
      years.flatMap((one) => one.corrections.map(({ date, day }): [CivilDate, DayOverride] => [date, day])),
    ),
    coveredYears: years.filter(isKnown).map((one) => one.year),
  };
}

export const isKnown = (year: Pick<CalendarYear, 'publishedPlan' | 'confirmed'>): boolean =>
  year.publishedPlan || year.confirmed;

export function monthsOf(year: CalendarYear): CalendarMonth[] {
  const calendar = makeCalendar(calendarData([year]));
  const corrections = new Map(year.corrections.map((one) => [one.date, one]));
  return Array.from({ length: 12 }, (_, index) => {
    const month = index + 1;
    const first = dayNumberOf(year.year, month, 1);
    const days = Array.from({ length: daysInMonth(year.year, month) }, (_, i): CalendarDay => {
      const number = first + i;
      const date = formatCivil(number);
      const weekday = weekdayOf(number);
      const correction = corrections.get(date) ?? null;
      const override = correction?.day ?? year.published[date];
      const note = correction?.note ? { name: correction.note, nameEn: correction.note } : null;
      return {
        date,
        day: civilParts(number).day,
        weekday,
        kind: kindOf(override, (year.week[weekday] ?? []).length > 0),
        spans: calendar.spansOn(date),
        name: note ?? (correction ? null : (year.names[date] ?? null)),
        correction,
      };
    });
    return { month, days, lead: (weekdayOf(first) + 6) % 7 };
  });
}

function kindOf(override: DayOverride | undefined, usuallyWorked: boolean): DayKind {
  if (override === 'holiday') return 'holiday';
  if (override === 'workday') return usuallyWorked ? 'work' : 'make_up';
  if (override !== undefined) return override.length === 0 ? 'holiday' : 'own_hours';
  return usuallyWorked ? 'work' : 'free';
}

/** Holidays of a month in runs of one name: `1–3 元旦`. */
export interface NamedRun {
  readonly from: number;
  readonly to: number;
  readonly kind: DayKind;
  readonly name: CalendarDay['name'];
}

export function namedRuns(month: CalendarMonth): NamedRun[] {
  const runs: NamedRun[] = [];
  for (const { day, kind, name } of month.days) {
    if (kind === 'work' || kind === 'free') continue;
    const last = runs.at(-1);
    if (last && last.to === day - 1 && last.kind === kind && last.name?.name === name?.name)
      runs[runs.length - 1] = { ...last, to: day };
    else runs.push({ from: day, to: day, kind, name });
  }
  return runs;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

/** Where a key leads from a day, within its year; null for any other key (U52). */
export function dayAfterKey(date: CivilDate, key: string): CivilDate | null {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const within = (number: number): CivilDate =>
    formatCivil(Math.max(dayNumberOf(year, 1, 1), Math.min(number, dayNumberOf(year, 12, 31))));
  const step = STEPS[key];
  if (step !== undefined) return within(dayNumberOf(year, month, day + step));
  switch (key) {
    case 'Home':
      return within(dayNumberOf(year, month, 1));
    case 'End':
      return within(dayNumberOf(year, month + 1, 1) - 1);
    case 'PageUp':
    case 'PageDown': {
      const to = month + (key === 'PageUp' ? -1 : 1);
      return within(dayNumberOf(year, to, Math.min(day, daysInMonth(year, to))));
    }
    default:
      return null;
  }
}
