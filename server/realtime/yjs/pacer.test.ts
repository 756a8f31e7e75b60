import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makePacer, type Pacer } from './pacer.ts';

describe('the pace of frames', () => {
  /** When the work was done, in ms, and how long it takes. */
  let done: number[];
  let takes: number;
  let pacer: Pacer;
  beforeEach(() => {
    vi.useFakeTimers();
    done = [];
    takes = 0;
    pacer = makePacer(() => {
      done.push(performance.now());
      vi.advanceTimersByTime(takes);
    });
  });
  afterEach(() => {
    pacer.close();
    vi.useRealTimers();
  });
  const askedAt = (ms: number): number => {
    vi.advanceTimersByTime(ms);
    const at = performance.now();
    pacer.ask();
    pacer.ask();
    return at;
  };

  test('Y4 what is asked for in a calm time is done in the same turn, once', () => {
    const first = askedAt(0);
    vi.advanceTimersByTime(0);
    const second = askedAt(100);
    vi.advanceTimersByTime(100);
    expect(done).toEqual([first, second]);
  });

  test('Y4 after work that took long it rests four times as long', () => {
    takes = 5;
    const first = askedAt(0);
    vi.advanceTimersByTime(0);
    askedAt(1);
    vi.advanceTimersByTime(100);
    expect(done).toEqual([first, first + 5 + 20]);
  });

  test('Y4 nobody waits longer than fifty milliseconds, and nothing is done after the end', () => {
    takes = 200;
    const first = askedAt(0);
    vi.advanceTimersByTime(0);
    askedAt(0);
    vi.advanceTimersByTime(1000);
    expect(done).toEqual([first, first + 200 + 50]);
    askedAt(0);
    pacer.close();
    vi.advanceTimersByTime(1000);
    expect(done).toHaveLength(2);
  });
});
