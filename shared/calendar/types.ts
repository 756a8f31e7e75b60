/** A moment: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A day on the wall calendar, `YYYY-MM-DD`, without a time zone. */
export type CivilDate = string;

/** A month of figures, `YYYY-MM`. */
export type MonthKey = string;

/** Where local time comes from. `offsetAt` answers minutes east of UTC (+480 for China) and never throws. */
export interface Zone {
  readonly name: string;
  offsetAt(instant: Instant): number;
}

/** Working hours inside one day, in minutes after midnight: `0 ≤ from < to ≤ 1440`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a named day is: free, worked at the usual hours, or worked at hours of its own. */
export type DayOverride = 'holiday' | 'workday' | readonly Span[];

export type DayOverrides = Readonly<Record<CivilDate, DayOverride>>;

/** A community's calendar as plain data, ready to be stored and sent. */
export interface CalendarData {
  /** Seven days, Sunday first; a free day has no spans. */
  readonly week: readonly (readonly Span[])[];
  /** Hours of a 调休 workday that falls on a weekday which is otherwise free. */
  readonly makeUpDay: readonly Span[];
  /** Published holidays and 调休 workdays. */
  readonly published: DayOverrides;
  /** Days added or corrected by an administrator; these win over `published`. */
  readonly corrections: DayOverrides;
  /** Years whose holidays are known. A deadline that touches another year carries a warning. */
  readonly coveredYears: readonly number[];
}

/** A calendar with its hours put in order, made by `makeCalendar`. */
export interface WorkCalendar {
  /** Working spans of a day: sorted, apart from each other, inside the day. */
  spansOn(date: CivilDate): readonly Span[];
  covers(year: number): boolean;
}

/**
 * Why an answer of working-time arithmetic may be wrong:
 * - `year_not_covered`: holidays of `year` are unknown, ordinary weeks were assumed;
 * - `no_working_time`: not enough working hours within ten years of `from`, real time was used instead;
 * - `range_too_long`: working time was counted for ten years from `from` and no further.
 */
export type CalendarWarning =
  | { readonly code: 'year_not_covered'; readonly year: number }
  | { readonly code: 'no_working_time'; readonly from: CivilDate }
  | { readonly code: 'range_too_long'; readonly from: CivilDate };
