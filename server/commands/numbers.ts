import type { Area } from '../../shared/areas/area.ts';
import type { Zone } from '../../shared/calendar/types.ts';
import { localTime } from '../../shared/calendar/zone.ts';
import type { AreaId, Instant } from '../../shared/ids.ts';
import { isDuplicateKey } from '../store/errors.ts';
import type { Models } from '../store/models.ts';

/** Letters of a place that was given none. */
const NO_LETTERS = 'PD';

export const counterKey = (communityId: AreaId, year: number): string => `${communityId}:${year}`;

/**
 * Takes the next `count` numbers of a community and year from its counter, in one atomic step (S6). Gaps are allowed,
 * doubles are not.
 * @param at decides the year: the real date of what is numbered, in the community's time zone.
 * @returns `<community letters><yy>-<n>`, lowest first.
 */
export async function takeNumbers(
  models: Models,
  community: Pick<Area, '_id' | 'letters'>,
  at: Instant,
  zone: Zone,
  count = 1,
): Promise<string[]> {
  const { year } = localTime(at, zone);
  const last = await advance(models, counterKey(community._id, year), count);
  const prefix = `${community.letters ?? NO_LETTERS}${String(year % 100).padStart(2, '0')}`;
  return Array.from({ length: count }, (_, place) => `${prefix}-${last - count + 1 + place}`);
}

async function advance(models: Models, key: string, count: number): Promise<number> {
  const step = () =>
    models.counters
      .findOneAndUpdate({ _id: key }, { $inc: { value: count } }, { upsert: true, returnDocument: 'after' })
      .lean();
  // The first two numbers of a year, asked for at once, both try to make the counter; one of them has to ask again.
  const counter = await step().catch((error: unknown) => {
    if (isDuplicateKey(error)) return step();
    throw error;
  });
  if (!counter) throw new Error(`the counter ${key} did not answer`);
  return counter.value;
}
