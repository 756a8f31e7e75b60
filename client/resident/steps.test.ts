import { describe, expect, it } from 'vitest';
import { STATUSES } from '../../shared/order/state.ts';
import { stepsAhead } from './steps.ts';

describe('what a resident still waits for', () => {
  it('U43: each step taken is one fewer ahead, and rating is the last', () => {
    const way = (['new', 'dispatched', 'handling', 'done'] as const).map(stepsAhead);
    expect(way.map((steps) => steps.length)).toEqual([4, 3, 2, 1]);
    for (const steps of way) expect(steps.at(-1)).toBe('rate');
    for (const [i, steps] of way.slice(1).entries()) expect(way[i]?.slice(1)).toEqual(steps);
  });

  it('U43: nothing is ahead of what is finished, declined or merged', () => {
    const over = STATUSES.filter((status) => stepsAhead(status).length === 0);
    expect(over).toEqual(['closed', 'declined', 'merged']);
  });
});
