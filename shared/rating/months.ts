import type { Month } from '../ids.ts';
import type { MonthRow } from '../protocol/dto.ts';
import { DIMENSIONS, isSatisfied, isSolved, type Scores } from './score.ts';

/** Counts and sums of one bucket: means are taken at the edge only, so that buckets can be added up (R2). */
export interface RatingSums {
  readonly n: number;
  readonly speed: number;
  readonly effect: number;
  readonly attitude: number;
  readonly solved: number;
  readonly satisfied: number;
}

export const NO_RATINGS: RatingSums = { n: 0, speed: 0, effect: 0, attitude: 0, solved: 0, satisfied: 0 };

export const addRating = (sums: RatingSums, rating: Scores): RatingSums =>
  addSums(sums, {
    n: 1,
    speed: rating.speed,
    effect: rating.effect,
    attitude: rating.attitude,
    solved: Number(isSolved(rating)),
    satisfied: Number(isSatisfied(rating)),
  });

export const addSums = (a: RatingSums, b: RatingSums): RatingSums => ({
  n: a.n + b.n,
  speed: a.speed + b.speed,
  effect: a.effect + b.effect,
  attitude: a.attitude + b.attitude,
  solved: a.solved + b.solved,
  satisfied: a.satisfied + b.satisfied,
});

/** Means to two decimals; null where there is nothing to take a mean of (R3). */
export function toMonthRow(month: Month, sums: RatingSums): MonthRow {
  const mean = (sum: number): number | null => (sums.n === 0 ? null : Math.round((sum / sums.n) * 100) / 100);
  const [speed, effect, attitude] = DIMENSIONS.map((dimension) => mean(sums[dimension]));
  return { month, n: sums.n, speed: speed ?? null, effect: effect ?? null, attitude: attitude ?? null };
}
