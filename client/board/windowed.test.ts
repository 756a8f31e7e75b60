import { describe, expect, it } from 'vitest';
import { inWindow, topsOf } from './windowed.ts';

describe('the window of a column', () => {
  const tops = topsOf(Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? 128 : 148)));

  it('U34 draws a screenful of ten thousand slips, wherever one has scrolled to', () => {
    for (const from of [0, 700, 690_000, (tops.at(-1) ?? 0) - 800]) {
      const rows = inWindow(tops, from, from + 800, 4);
      expect(rows.length).toBeLessThan(20);
      expect(rows[0]?.top).toBeLessThanOrEqual(from);
      const last = rows.at(-1);
      expect(tops[(last?.index ?? 0) + 1]).toBeGreaterThanOrEqual(from + 800);
    }
  });

  it('U34 shows nothing of an empty column', () => {
    expect(inWindow(topsOf([]), 0, 800, 4)).toEqual([]);
  });
});
