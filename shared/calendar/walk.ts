import { civilParts, formatCivil } from './civil.ts';
import type { CalendarWarning, Instant, Span, WorkCalendar, Zone } from './types.ts';
import { instantOnDay, localDayNumber } from './zone.ts';

/** An instant, and why it may be wrong. */
export interface Found {
  readonly at: Instant;
  readonly warnings: readonly CalendarWarning[];
}

/** A stretch of real time on one local day; `from` and `to` are instants. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly dayNumber: number;
}

/** Forms what is looked at on a day (its spans, half days, the whole day) from its ordered spans. */
export type Shape = (spans: readonly Span[]) => readonly Span[];

export const eachSpan: Shape = (spans) => spans;

/** How many days are looked at before a search gives up: ten years. */
export const HORIZON_DAYS = 3660;

/** A look at local days one after another that remembers which years it had to guess at. */
export interface DayWalk {
  /** Stretches that end after the start, in order and apart; ends after `limitDays`. */
  readonly stretches: Iterable<Stretch>;
  /** Years without data among the days looked at so far. */
  warnings(): readonly CalendarWarning[];
}

export interface WalkOptions {
  readonly shape?: Shape;
  /** Days left out at the beginning; 0 begins with the local day of the start. */
  readonly skipDays?: number;
  readonly limitDays?: number;
}

export function walkDays(
  start: Instant,
  calendar: WorkCalendar,
  zone: Zone,
  { shape = eachSpan, skipDays = 0, limitDays = HORIZON_DAYS }: WalkOptions = {},
): DayWalk {
  const guessed = new Set<number>();
  const firstDay = localDayNumber(start, zone) + skipDays;

  function* walk(): Generator<Stretch, void, undefined> {
    let reached = Number.NEGATIVE_INFINITY;
    for (let day = firstDay; day < firstDay + limitDays; day++) {
      const { year } = civilParts(day);
      if (!calendar.covers(year)) guessed.add(year);
      for (const span of shape(calendar.spansOn(formatCivil(day)))) {
        // Where a zone skips an hour, or a whole day, the wall times of the gap fall on later ones.
        const from = Math.max(instantOnDay(day, span.from, zone), reached);
        const to = instantOnDay(day, span.to, zone);
        if (to <= from) continue;
        reached = to;
        if (to > start) yield { from, to, dayNumber: day };
      }
    }
  }

  return {
    stretches: walk(),
    warnings: () => [...guessed].map((year) => ({ code: 'year_not_covered', year })),
  };
}
