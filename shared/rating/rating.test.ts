import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRating, addSums, NO_RATINGS, toMonthRow } from './months.ts';
import { isLow, isSatisfied, isScore, isSolved, SCORES, type Score } from './score.ts';

const score = fc.constantFrom<Score>(...SCORES);
const scores = fc.record({ speed: score, effect: score, attitude: score });

describe('figures', () => {
  it('R2: sums of parts are the sum of the whole, in any order', () => {
    fc.assert(
      fc.property(fc.array(scores), fc.array(scores), (some, others) => {
        const whole = [...others, ...some].reduce(addRating, NO_RATINGS);
        expect(addSums(some.reduce(addRating, NO_RATINGS), others.reduce(addRating, NO_RATINGS))).toEqual(
          whole,
        );
        expect(whole.n).toBe(some.length + others.length);
      }),
    );
  });

  it('R3: means have two decimals, and are null where nobody rated', () => {
    const sums = [5, 4, 4]
      .map((one) => ({ speed: one as Score, effect: 5 as Score, attitude: 1 as Score }))
      .reduce(addRating, NO_RATINGS);
    expect(toMonthRow('2026-09', sums)).toEqual({
      month: '2026-09',
      n: 3,
      speed: 4.33,
      effect: 5,
      attitude: 1,
    });
    expect(toMonthRow('2026-10', NO_RATINGS)).toEqual({
      month: '2026-10',
      n: 0,
      speed: null,
      effect: null,
      attitude: null,
    });
  });

  it('R8: solved is the effect from 3 up, satisfied all three, low any at 2 or below', () => {
    const judge = (speed: Score, effect: Score, attitude: Score) =>
      [isSolved, isSatisfied, isLow].map((one) => one({ speed, effect, attitude }));
    expect(judge(5, 3, 5)).toEqual([true, true, false]);
    expect(judge(2, 3, 5)).toEqual([true, false, true]);
    expect(judge(5, 2, 5)).toEqual([false, false, true]);
    const { solved, satisfied } = addRating(NO_RATINGS, { speed: 2, effect: 3, attitude: 3 });
    expect([solved, satisfied]).toEqual([1, 0]);
  });

  it('R1: a score is a whole number from 1 to 5', () => {
    expect([0, 1, 5, 6, 2.5, '3', null, Number.NaN].filter(isScore)).toEqual([1, 5]);
  });
});
