import { describe, expect, it } from 'vitest';
import { apart, type Figures } from './chart-labels.ts';

const month = (speed: number | null, effect: number | null, attitude: number | null): Figures => ({
  month: '2026-05',
  n: 9,
  speed,
  effect,
  attitude,
});

describe('names at the ends of the lines', () => {
  it('U41: leaves names alone that have room', () => {
    expect(apart([month(3, 4, 5)], 95, 16)).toEqual({
      speed: { at: 0, shift: 0 },
      effect: { at: 0, shift: 0 },
      attitude: { at: 0, shift: 0 },
    });
  });

  it('U41: moves names apart that would cover each other, keeping their order', () => {
    const places = apart([month(4.0, 4.0, 4.02)], 95, 16);
    const tops = [
      places.attitude.shift - 4.02 * 95,
      places.speed.shift - 4 * 95,
      places.effect.shift - 4 * 95,
    ].sort((a, b) => a - b);
    expect((tops[1] ?? 0) - (tops[0] ?? 0)).toBeGreaterThanOrEqual(15.99);
    expect((tops[2] ?? 0) - (tops[1] ?? 0)).toBeGreaterThanOrEqual(15.99);
    expect(places.attitude.shift).toBeLessThan(0);
  });

  it('U41: a line ends at its last figure, or has no name', () => {
    const places = apart([month(4, 3, null), month(4, null, null)], 95, 16);
    expect([places.speed.at, places.effect.at, places.attitude.at]).toEqual([1, 0, -1]);
  });
});
