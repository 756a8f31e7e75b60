import type { MonthRow } from '../protocol/dto.ts';
import { DIMENSIONS, type Scores } from './score.ts';

/** Counts and sums of one bucket (month × area × category × department × handler): means are taken at the edge only. */
export interface RatingSums {
  readonly n: number;
  readonly speed: number;
  readonly effect: number;
  readonly attitude: number;
}

export const NO_RATINGS: RatingSums = { n: 0, speed: 0, effect: 0, attitude: 0 };

export const addRating = (sums: RatingSums, rating: Scores): RatingSums =>
  addSums(sums, { n: 1, ...pick(rating) });

export const addSums = (a: RatingSums, b: RatingSums): RatingSums => ({
  n: a.n + b.n,
  speed: a.speed + b.speed,
  effect: a.effect + b.effect,
  attitude: a.attitude + b.attitude,
});

const pick = ({ speed, effect, attitude }: Scores) => ({ speed, effect, attitude });

/** Means to two decimals; null where there is nothing to take a mean of (R3). */
export function toMonthRow(month: string, sums: RatingSums): MonthRow {
  const mean = (sum: number): number | null => (sums.n === 0 ? null : Math.round((sum / sums.n) * 100) / 100);
  const [speed, effect, attitude] = DIMENSIONS.map((dimension) => mean(sums[dimension]));
  return { month, n: sums.n, speed: speed ?? null, effect: effect ?? null, attitude: attitude ?? null };
}
