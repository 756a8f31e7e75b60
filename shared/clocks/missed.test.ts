import { describe, expect, it } from 'vitest';
import { applyClockChanges } from './apply.ts';
import { answerBreaches, missedSince } from './missed.ts';
import type { Clock, ClockName, Clocks } from './types.ts';

const clock = (name: ClockName, dueAt: number, more: Partial<Clock> = {}): Clock => ({
  name,
  rule: { kind: 'minutes', minutes: 1 },
  startedAt: 0,
  runningSince: 0,
  dueAt,
  warnAt: dueAt,
  elapsedMs: 0,
  ...more,
});
const missed = (name: ClockName, dueAt: number, more: Partial<Clock> = {}): Clock =>
  clock(name, dueAt, { breachedAt: dueAt, ...more });

describe('C28 missed deadlines', () => {
  it('C28: the earliest that still runs counts', () => {
    expect(missedSince({})).toBeNull();
    expect(missedSince({ resolve: clock('resolve', 5) })).toBeNull();
    expect(missedSince({ resolve: missed('resolve', 9), respond: missed('respond', 7) })).toBe(7);
  });

  it('C28: one that is met, stands still or is answered does not', () => {
    expect(missedSince({ respond: missed('respond', 7, { metAt: 8 }) })).toBeNull();
    expect(missedSince({ arrive: missed('arrive', 7, { pausedAt: 8 }) })).toBeNull();
    expect(missedSince({ respond: missed('respond', 7, { escalatedAt: 8 }) })).toBeNull();
  });

  it('C28: after an extension the later deadline counts, the breach stays', () => {
    expect(missedSince({ resolve: missed('resolve', 60, { breachedAt: 7, originalDueAt: 7 }) })).toBe(60);
  });

  it('O52: an escalation answers every breach until then once, also of what stands still, and nothing else', () => {
    const clocks: Clocks = {
      respond: missed('respond', 7, { metAt: 8 }),
      arrive: missed('arrive', 9, { pausedAt: 10 }),
      feedback: clock('feedback', 90),
      resolve: missed('resolve', 12),
    };
    const answers = answerBreaches(clocks, 20);
    expect(answers.map((change) => 'name' in change && change.name)).toEqual(['arrive', 'resolve']);
    const after = applyClockChanges(clocks, answers);
    expect(after.resolve).toMatchObject({ breachedAt: 12, escalatedAt: 20, dueAt: 12 });
    expect(missedSince(after)).toBeNull();
    expect(answerBreaches(after, 30)).toEqual([]);
    expect(applyClockChanges(after, [{ type: 'escalate', name: 'resolve', at: 99 }])).toEqual(after);
  });
});
