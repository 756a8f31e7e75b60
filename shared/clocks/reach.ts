import type { Instant, WorkCalendar, Zone } from '../calendar/types.ts';
import { computeDeadline } from './deadline.ts';
import type { DeadlineRule } from './types.ts';

/** Years without holidays that deadlines starting now would reach into, in order: those are guessed at (C9). */
export function guessedYears(
  rules: readonly DeadlineRule[],
  now: Instant,
  calendar: WorkCalendar,
  zone: Zone,
): number[] {
  const years = new Set<number>();
  for (const rule of rules)
    for (const warning of computeDeadline(rule, now, calendar, zone).warnings)
      if (warning.code === 'year_not_covered') years.add(warning.year);
  return [...years].sort((a, b) => a - b);
}
