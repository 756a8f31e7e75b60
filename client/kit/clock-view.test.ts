import { describe, expect, it } from 'vitest';
import { CLOCK_NAMES } from '../../shared/clocks/types.ts';
import type { CardState } from '../../shared/protocol/board.ts';
import { cardFace, clockFace } from './clock-view.ts';

const MINUTE = 60_000;
const START = 1_795_666_775_000;
const DUE = START + 40 * MINUTE;

const state = (warnAt: number | null, status: CardState[0] = 'handling'): CardState => [
  status,
  1,
  'wang',
  DUE,
  'resolve',
  START,
  null,
  null,
  warnAt,
];
const looks = (warnAt: number | null, minute: number): string =>
  cardFace(state(warnAt), START, null, START + minute * MINUTE).state;

describe('the clock of a card', () => {
  it('C10: warns in the last quarter, or when its own rule says', () => {
    expect([29, 30, 39, 41].map((minute) => looks(null, minute))).toEqual([
      'running',
      'warning',
      'warning',
      'overdue',
    ]);
    const earlier = START + 20 * MINUTE;
    expect([19, 20, 41].map((minute) => looks(earlier, minute))).toEqual(['running', 'warning', 'overdue']);
    const later = START + 36 * MINUTE;
    expect([35, 36].map((minute) => looks(later, minute))).toEqual(['running', 'warning']);
  });

  it('C10: a card and the clock it stands for look the same at any time', () => {
    for (const warnAt of [START + 10 * MINUTE, START + 30 * MINUTE, START + 38 * MINUTE]) {
      const clock = {
        name: CLOCK_NAMES[4],
        rule: { kind: 'minutes', minutes: 40 } as const,
        startedAt: START,
        runningSince: START,
        dueAt: DUE,
        warnAt,
        elapsedMs: 0,
      };
      for (let minute = 0; minute < 45; minute += 1) {
        const now = START + minute * MINUTE;
        expect(looks(warnAt, minute)).toBe(clockFace('resolve', clock, now).state);
      }
    }
  });

  it('C10: what is finished warns of nothing', () => {
    expect(cardFace(state(START, 'done'), START, null, DUE).state).toBe('met');
  });
});
