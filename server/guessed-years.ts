import { guessedYears } from '../shared/clocks/reach.ts';
import type { DeadlineRule } from '../shared/clocks/types.ts';
import type { Base, Rules } from './parts.ts';
import type { Store } from './store/connect.ts';

interface Parts extends Pick<Base, 'now'> {
  readonly store: Pick<Store, 'models'>;
  readonly rules: Rules;
}

/** The classes every community has, whatever its catalogue says. */
const CLASSES: readonly DeadlineRule[] = [{ kind: 'half_day' }, { kind: 'overnight' }, { kind: 'week' }];

/** Years without holidays that deadlines set now reach into: what staff are warned of and what is logged (C26). */
export async function readGuessedYears({ store, rules, now }: Parts): Promise<number[]> {
  const items = await store.models.items.find({ active: true }, { deadline: 1 }).lean();
  const all = [...CLASSES, ...items.map((item) => item.deadline)];
  return guessedYears(all, now(), rules.calendar(), rules.zone());
}
