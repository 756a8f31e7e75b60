import { describe, expect, it } from 'vitest';
import { chineseCalendar } from '../calendar/chinese-days.ts';
import { makeCalendar } from '../calendar/work-calendar.ts';
import { CHINA, instantAt, MINUTE } from '../calendar/zone.ts';
import { applyClockChanges } from './apply.ts';
import { clockState, elapsedMs } from './clock.ts';
import { leaseEndsAt } from './lease.ts';
import { clockChanges, type PhaseOptions } from './phases.ts';
import { clockRules, extendResolve, reclassify } from './rules.ts';
import { dueTransitions } from './sweep.ts';
import type { ClockContext, ClockPhase, ClockRules, Clocks } from './types.ts';

const context: ClockContext = { calendar: makeCalendar(chineseCalendar()), zone: CHINA, warnShare: 0.25 };
/** Monday in spring festival, at night: the three clocks do not care. */
const T0 = instantAt('2026-02-16', 23 * 60, CHINA);
const minute = (n: number): number => T0 + n * MINUTE;

const urgent = clockRules({ urgent: true, urgentMinutes: 30, resolve: { kind: 'half_day' } });

const go = (
  clocks: Clocks,
  phase: ClockPhase,
  at: number,
  rules: ClockRules = urgent,
  options?: PhaseOptions,
): Clocks => applyClockChanges(clocks, clockChanges(clocks, phase, at, rules, context, options).changes);

const walk = (...steps: readonly [ClockPhase, number][]): Clocks =>
  steps.reduce<Clocks>((clocks, [phase, at]) => go(clocks, phase, minute(at)), {});

const states = (clocks: Clocks) =>
  Object.fromEntries(Object.values(clocks).map((clock) => [clock.name, clockState(clock)]));

describe('C13 the three half-hours', () => {
  it('C13: each begins with the step before it', () => {
    const submitted = walk(['new', 0]);
    expect(states(submitted)).toEqual({ respond: 'running', resolve: 'running' });
    expect(submitted.respond).toMatchObject({
      startedAt: minute(0),
      dueAt: minute(30),
      warnAt: minute(22.5),
    });
    const claimed = walk(['new', 0], ['dispatched', 5], ['claimed', 10]);
    expect(states(claimed)).toEqual({ respond: 'met', arrive: 'running', resolve: 'running' });
    expect(claimed.arrive).toMatchObject({ startedAt: minute(10), dueAt: minute(40) });
    const arrived = walk(['new', 0], ['claimed', 10], ['arrived', 30]);
    expect(arrived.feedback).toMatchObject({ startedAt: minute(30), dueAt: minute(60) });
    expect(
      states(walk(['new', 0], ['claimed', 10], ['arrived', 30], ['fed_back', 35], ['done', 50])),
    ).toEqual({
      respond: 'met',
      arrive: 'met',
      feedback: 'met',
      resolve: 'met',
    });
  });

  it('C13: only an urgent order has them', () => {
    const rules = clockRules({ urgent: false, urgentMinutes: 30, resolve: { kind: 'week' } });
    expect(Object.keys(go({}, 'claimed', T0, rules))).toEqual(['resolve']);
    expect(go({}, 'claimed', T0, {})).toEqual({});
  });
});

describe('C14 later steps', () => {
  it('C14: feedback without arrival meets arrive, and feedback never starts', () => {
    const clocks = walk(['new', 0], ['claimed', 10], ['fed_back', 20]);
    expect(states(clocks)).toEqual({ respond: 'met', arrive: 'met', resolve: 'running' });
    expect(clocks.arrive?.metAt).toBe(minute(20));
  });

  it('C14: declining at once meets what ran', () => {
    expect(states(walk(['new', 0], ['done', 3]))).toEqual({ respond: 'met', resolve: 'met' });
  });

  it('C14: completing meets a clock that stands still', () => {
    const clocks = walk(['new', 0], ['claimed', 5], ['dispatched', 15], ['done', 20]);
    expect(states(clocks)).toEqual({ respond: 'met', arrive: 'met', resolve: 'met' });
    expect(clocks.arrive).toMatchObject({ remainingMs: 20 * MINUTE, elapsedMs: 10 * MINUTE });
  });
});

describe('C15 going back', () => {
  it('C15: a released claim gives respond the rest of its time, and the next holder the rest of arrive', () => {
    const released = walk(['new', 0], ['claimed', 10], ['dispatched', 25]);
    expect(states(released)).toEqual({ respond: 'running', arrive: 'paused', resolve: 'running' });
    expect(released.respond).toMatchObject({ startedAt: minute(0), dueAt: minute(45), warnAt: minute(37.5) });
    const again = go(released, 'claimed', minute(30));
    expect(again.respond?.elapsedMs).toBe(15 * MINUTE);
    expect(again.arrive).toMatchObject({ startedAt: minute(10), dueAt: minute(45) });
  });

  it('C15: a breach stays, and is not raised twice', () => {
    const late = walk(['new', 0], ['claimed', 31]);
    expect(late.respond).toMatchObject({ metAt: minute(31), breachedAt: minute(30) });
    const back = go(late, 'new', minute(40));
    expect(back.respond).toMatchObject({ breachedAt: minute(30), dueAt: minute(39) });
    expect(clockState(back.respond ?? raise())).toBe('breached');
    expect(dueTransitions(back, minute(500)).filter(({ name }) => name === 'respond')).toEqual([]);
  });

  it('C15: merging stops every clock and taking it back lets them go on', () => {
    const merged = walk(['new', 0], ['claimed', 10], ['stopped', 20]);
    expect(states(merged)).toEqual({ respond: 'met', arrive: 'paused', resolve: 'paused' });
    expect(dueTransitions(merged, minute(1_000_000))).toEqual([]);
    const back = go(merged, 'claimed', minute(120));
    expect(back.arrive?.dueAt).toBe(minute(140));
    expect(back.arrive && elapsedMs(back.arrive, minute(125))).toBe(15 * MINUTE);
  });

  it('C15: a step at an earlier time neither gives nor takes time', () => {
    const clocks = walk(['new', 0], ['claimed', 10], ['dispatched', 5]);
    expect(clocks.arrive).toMatchObject({ elapsedMs: 0, remainingMs: 30 * MINUTE, pausedAt: minute(10) });
  });
});

describe('C16 deadlines on the calendar', () => {
  it('C16: an undone completion finds its deadline where it was', () => {
    const before = walk(['new', 0], ['claimed', 10]);
    const undone = go(go(before, 'done', minute(20)), 'claimed', minute(25));
    expect(undone.resolve).toMatchObject({ dueAt: before.resolve?.dueAt, warnAt: before.resolve?.warnAt });
    expect(undone.resolve?.metAt).toBeUndefined();
    expect(undone.arrive?.dueAt).toBe(minute(45));
  });

  it('C16: an order classified later is counted from its submission', () => {
    const rules = clockRules({ urgent: false, urgentMinutes: 30, resolve: { kind: 'hours', hours: 24 } });
    const late = go({}, 'dispatched', minute(60), rules, { startedAt: { resolve: T0 } });
    expect(late.resolve).toMatchObject({ startedAt: T0, dueAt: minute(24 * 60) });
    const changes = reclassify(late, { kind: 'hours', hours: 48 }, context);
    expect(applyClockChanges(late, changes.changes).resolve).toMatchObject({
      startedAt: T0,
      dueAt: minute(48 * 60),
    });
    expect(reclassify({}, { kind: 'week' }, context).changes).toEqual([]);
    expect(reclassify(go(late, 'done', minute(90)), { kind: 'week' }, context).changes).toEqual([]);
  });

  it('C9: a clock carries the warnings of its calendar once', () => {
    const start = instantAt('2026-12-31', 20 * 60, CHINA);
    const rules = clockRules({
      urgent: false,
      urgentMinutes: 30,
      resolve: { kind: 'overnight' },
      dispatch: { kind: 'half_day' },
    });
    expect(clockChanges({}, 'new', start, rules, context).warnings).toEqual([
      { code: 'year_not_covered', year: 2027 },
    ]);
  });
});

describe('C17 a new round', () => {
  it('C17: what runs again after a reopening is new, and earlier breaches are counted', () => {
    const done = walk(['new', 0], ['claimed', 10], ['done', 2 * 24 * 60 * 30]);
    expect(done.resolve?.breachedAt).toBeDefined();
    const at = minute(2 * 24 * 60 * 30 + 60);
    const again = go(done, 'claimed', at, urgent, { newRound: true });
    expect(states(again)).toEqual({ respond: 'met', arrive: 'running', resolve: 'running' });
    expect(again.resolve).toMatchObject({ startedAt: at, earlierBreaches: 1, elapsedMs: 0 });
    expect(again.resolve?.breachedAt).toBeUndefined();
    const third = go(go(again, 'done', at + MINUTE), 'claimed', at + 2 * MINUTE, urgent, { newRound: true });
    expect(third.resolve?.earlierBreaches).toBe(1);
  });
});

describe('C18 extension', () => {
  const start = instantAt('2026-03-04', 9 * 60, CHINA);
  const noon = instantAt('2026-03-04', 12 * 60, CHINA);
  const running = go({}, 'claimed', start);

  it('C18: moves the deadline, keeps the first and warns again', () => {
    const warned = applyClockChanges(running, dueTransitions(running, noon));
    const resolve = { ...warned, arrive: undefined, respond: undefined }.resolve;
    expect(resolve?.warnedAt).toBe(start + 135 * MINUTE);
    const once = extendResolve(warned, noon + 60 * MINUTE, noon, 0.25);
    const first = once.ok ? applyClockChanges(warned, [once.change]) : raise();
    expect(first.resolve).toMatchObject({
      dueAt: noon + 60 * MINUTE,
      originalDueAt: noon,
      warnAt: start + 180 * MINUTE,
    });
    expect(first.resolve?.warnedAt).toBeUndefined();
    const twice = extendResolve(first, noon + 120 * MINUTE, noon, 0.25);
    expect(twice.ok && applyClockChanges(first, [twice.change]).resolve?.originalDueAt).toBe(noon);
  });

  it('C18: is refused when it shortens, lies in the past or nothing runs', () => {
    expect(extendResolve(running, noon, start, 0.25)).toEqual({ ok: false, reason: 'not_later' });
    expect(extendResolve(running, noon + 1, noon + 2, 0.25)).toEqual({ ok: false, reason: 'not_later' });
    expect(extendResolve(running, Number.NaN, start, 0.25)).toEqual({ ok: false, reason: 'not_later' });
    expect(extendResolve(go(running, 'done', noon), noon + 1e9, noon, 0.25)).toEqual({
      ok: false,
      reason: 'not_running',
    });
    expect(extendResolve({}, noon, start, 0.25)).toEqual({ ok: false, reason: 'not_running' });
  });

  it('C18: does not take back a breach', () => {
    const breached = applyClockChanges(running, dueTransitions(running, noon + MINUTE));
    const granted = extendResolve(breached, noon + 60 * MINUTE, noon + 2 * MINUTE, 0.25);
    expect(granted.ok && applyClockChanges(breached, [granted.change]).resolve?.breachedAt).toBe(noon);
  });
});

describe('C19 lease', () => {
  it('C19: ends a grace time after arrive is due, and a later holder has the full length', () => {
    const claimed = walk(['new', 0], ['claimed', 10]);
    expect(leaseEndsAt(claimed, minute(10), 15)).toBe(minute(55));
    const second = go(go(claimed, 'dispatched', minute(55)), 'claimed', minute(60));
    expect(second.arrive?.dueAt).toBe(minute(45));
    expect(leaseEndsAt(second, minute(60), 15)).toBe(minute(105));
    expect(leaseEndsAt(go(second, 'arrived', minute(70)), minute(60), 15)).toBeNull();
    expect(leaseEndsAt({}, minute(60), 15)).toBeNull();
  });
});

describe('C20 the upstream deadline', () => {
  const upstreamDueAt = minute(600);
  const rules = clockRules({ urgent: true, urgentMinutes: 30, upstreamDueAt });

  it('C20: nothing moves it', () => {
    const clocks = go({}, 'new', T0, rules);
    expect(clocks.upstream).toMatchObject({
      dueAt: upstreamDueAt,
      rule: { kind: 'until', at: upstreamDueAt },
    });
    expect(extendResolve(clocks, minute(9999), T0, 0.25).ok).toBe(false);
    const other = clockRules({ urgent: true, urgentMinutes: 30, upstreamDueAt: minute(9999) });
    const forced = clockChanges({}, 'new', T0, other, context).changes;
    expect(applyClockChanges(clocks, forced).upstream).toBe(clocks.upstream);
    expect(go(clocks, 'new', minute(5), other).upstream?.dueAt).toBe(upstreamDueAt);
    const back = go(go(clocks, 'stopped', minute(5)), 'new', minute(50));
    expect(back.upstream?.dueAt).toBe(upstreamDueAt);
    const done = go(back, 'done', minute(60));
    const reopening = clockChanges(done, 'claimed', minute(700), other, context, { newRound: true });
    expect(
      reopening.changes.map((change) => (change.type === 'start' ? change.clock.name : change.name)),
    ).toEqual(['arrive', 'resolve']);
    const reopened = go(go(back, 'done', minute(60)), 'claimed', minute(700), other, { newRound: true });
    expect(reopened.upstream).toMatchObject({ dueAt: upstreamDueAt, metAt: minute(60) });
  });
});

function raise(): never {
  throw new Error('expected a clock');
}
