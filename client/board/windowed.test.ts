import { createRoot, createSignal } from 'solid-js';
import { describe, expect, it } from 'vitest';
import { createWindowed, inWindow, topsOf } from './windowed.ts';

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

  const row = (key: string) => ({ key, height: 100 });
  const keys = (...names: string[]) => names.map(row);

  it('U34 names rows by key, so that one who arrives above moves the others and replaces none', () => {
    createRoot((end) => {
      const [rows, setRows] = createSignal(keys('b', 'c'));
      const list = createWindowed(
        () => undefined,
        rows,
        () => null,
      );
      const before = list.keys();
      expect([before, list.topOf('c')]).toEqual([['b', 'c'], 100]);
      setRows(keys('b', 'c'));
      expect(list.keys()).toBe(before);
      setRows(keys('a', 'b', 'c'));
      expect([list.keys(), list.topOf('c'), list.indexOf('c')]).toEqual([['a', 'b', 'c'], 200, 2]);
      end();
    });
  });

  it('U34 keeps the slip that is dragged, wherever the column has been scrolled to, until it leaves', () => {
    createRoot((end) => {
      const many = Array.from({ length: 50 }, (_, i) => row(`k${i}`));
      const [rows, setRows] = createSignal(many);
      const list = createWindowed(
        () => undefined,
        rows,
        () => 'k49',
      );
      expect(list.keys()).toContain('k49');
      expect(list.keys()).not.toContain('k30');
      setRows(many.slice(0, 49));
      expect(list.keys()).not.toContain('k49');
      end();
    });
  });
});
