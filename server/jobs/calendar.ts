import { readGuessedYears } from '../guessed-years.ts';
import type { Base, Rules } from '../parts.ts';
import type { Store } from '../store/connect.ts';

interface CalendarParts extends Pick<Base, 'now' | 'log'> {
  readonly store: Pick<Store, 'models'>;
  readonly rules: Rules;
}

/** Says in the log that deadlines reach into a year whose holidays nobody has entered (C26). */
export async function warnOfGuesses(parts: CalendarParts): Promise<void> {
  const years = await readGuessedYears(parts);
  if (years.length > 0)
    parts.log.warn(
      { years },
      'deadlines reach into years without holidays and assume ordinary weeks; enter the days under /admin/calendar',
    );
}
