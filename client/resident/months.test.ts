import { describe, expect, it } from 'vitest';
import { addMonths, monthOf } from './months.ts';

describe('months on the results page', () => {
  it('R40 goes over the turn of the year in both directions', () => {
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2025-12', 1)).toBe('2026-01');
    expect(addMonths('2026-05', -11)).toBe('2025-06');
  });

  it('R40 belongs to the community, not to the machine', () => {
    const lastMinuteOfMayInLondon = Date.UTC(2026, 4, 31, 22, 59);
    expect(monthOf(lastMinuteOfMayInLondon, 'Asia/Shanghai')).toBe('2026-06');
    expect(monthOf(lastMinuteOfMayInLondon, 'Europe/London')).toBe('2026-05');
  });
});
