import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, civilParts, dayNumberOf, formatCivil, parseCivil, weekdayOf } from './civil.ts';

const anyDay = fc.integer({ min: -1_000_000, max: 2_500_000 });

describe('C11 civil dates', () => {
  it('C11: agree with the Gregorian calendar and undo each other', () => {
    fc.assert(
      fc.property(anyDay, (days) => {
        const date = new Date(days * 86_400_000);
        const parts = civilParts(days);
        expect(parts).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(weekdayOf(days)).toBe(date.getUTCDay());
        expect(dayNumberOf(parts.year, parts.month, parts.day)).toBe(days);
        expect(parseCivil(formatCivil(days))).toBe(days);
      }),
    );
  });

  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-2-3',
    '2026-13-01',
    '2026-00-10',
    'tomorrow',
    '',
    '2026-01-01T00:00',
  ])('C11: %s is no date', (text) => {
    expect(parseCivil(text)).toBeUndefined();
  });

  it('C11: adding months ends in the month it should', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-01-31', -2)).toBe('2025-11-30');
    expect(addMonths('2026-05-15', 20)).toBe('2028-01-15');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('C11: text that is no date is refused by name', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow('not a date: 2026-02-30');
  });
});
