import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intlZone } from './intl-zone.ts';
import { typedInstant } from './typed.ts';
import { CHINA, instantOnDay, localDayNumber, localTime, minuteOfDay } from './zone.ts';

const BERLIN = intlZone('Europe/Berlin');

describe('a typed date and time', () => {
  it('U91 is a time on the wall of the zone, wherever the machine stands', () => {
    const expected = Date.parse('2026-06-10T09:30:00Z');
    expect(typedInstant('2026-06-10T17:30', CHINA)).toBe(expected);
    expect(typedInstant('2026-06-10T11:30:59', BERLIN)).toBe(expected);
  });

  it('U91 is nothing when it is no date and time', () => {
    for (const text of [
      '',
      'T',
      '2026-06-10',
      '2026-02-30T08:00',
      '2026-06-10T24:00',
      '2026-06-10T08:60',
      'x',
    ])
      expect(typedInstant(text, CHINA)).toBeUndefined();
  });

  it('U91 shows what was typed, except where the clocks jump over it', () => {
    const two = (n: number): string => String(n).padStart(2, '0');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'),
        (day, minute, name) => {
          const zone = intlZone(name);
          const instant = instantOnDay(day, minute, zone);
          fc.pre(minuteOfDay(instant, zone) === minute && localDayNumber(instant, zone) === day);
          const { date, hour, minute: m } = localTime(instant, zone);
          expect(typedInstant(`${date}T${two(hour)}:${two(m)}`, zone)).toBe(instant);
        },
      ),
    );
  });
});
