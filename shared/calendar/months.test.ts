import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intlZone } from './intl-zone.ts';
import { addMonthsToKey, type MonthStart, monthBounds, monthKey, monthsFromTo } from './months.ts';
import { CHINA, instantAt } from './zone.ts';

const at = (date: string, hour: number) => instantAt(date, hour * 60, CHINA);
const BEIJING: MonthStart = { monthStartDay: 19, dayStartHour: 12 };

describe('C12 months of figures', () => {
  it('C12: an ordinary month begins at local midnight', () => {
    expect(monthKey(at('2026-02-01', 0), CHINA)).toBe('2026-02');
    expect(monthKey(at('2026-02-01', 0) - 1, CHINA)).toBe('2026-01');
  });

  it('C12: a month from the 19th at noon is named after the one it ends in', () => {
    expect(monthKey(at('2025-12-19', 12), CHINA, BEIJING)).toBe('2026-01');
    expect(monthKey(at('2025-12-19', 11), CHINA, BEIJING)).toBe('2025-12');
    expect(monthKey(at('2026-01-19', 11), CHINA, BEIJING)).toBe('2026-01');
    expect(monthBounds('2026-01', CHINA, BEIJING)).toEqual({
      from: at('2025-12-19', 12),
      to: at('2026-01-19', 12),
    });
  });

  it('C12: a month that begins early keeps its name', () => {
    expect(monthKey(at('2026-03-04', 9), CHINA, { monthStartDay: 5, dayStartHour: 0 })).toBe('2026-02');
    expect(monthKey(at('2026-03-05', 9), CHINA, { monthStartDay: 5, dayStartHour: 0 })).toBe('2026-03');
  });

  it('C12: every instant lies inside the bounds of its month, and months follow each other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1.1e12, max: 2.2e12 }),
        fc.record({
          monthStartDay: fc.integer({ min: 1, max: 28 }),
          dayStartHour: fc.integer({ min: 0, max: 23 }),
        }),
        fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/Sao_Paulo'),
        (instant, start, name) => {
          const zone = intlZone(name);
          const key = monthKey(instant, zone, start);
          const { from, to } = monthBounds(key, zone, start);
          expect(from).toBeLessThanOrEqual(instant);
          expect(instant).toBeLessThan(to);
          expect(monthBounds(addMonthsToKey(key, 1), zone, start).from).toBe(to);
        },
      ),
    );
  });

  it('C12: ranges hold both ends', () => {
    expect(monthsFromTo('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsFromTo('2026-02', '2026-01')).toEqual([]);
    expect(() => monthsFromTo('2026-2', '2026-03')).toThrow(RangeError);
    expect(() => monthBounds('2026-13', CHINA)).toThrow(RangeError);
  });
});
