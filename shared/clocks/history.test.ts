import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseCalendar } from '../calendar/chinese-days.ts';
import { makeCalendar } from '../calendar/work-calendar.ts';
import { CHINA, DAY, HOUR, MINUTE } from '../calendar/zone.ts';
import { applyClockChange, applyClockChanges } from './apply.ts';
import { elapsedMs, isRunning } from './clock.ts';
import { clockChanges } from './phases.ts';
import { clockRules, extendResolve } from './rules.ts';
import { dueTransitions, nextTransitionAt } from './sweep.ts';
import { CLOCK_NAMES, CLOCK_PHASES, type ClockChange, type ClockContext, type Clocks } from './types.ts';
import { clockView, countsFrom, nextDeadline } from './view.ts';

const context: ClockContext = { calendar: makeCalendar(chineseCalendar()), zone: CHINA, warnShare: 0.25 };
const T0 = Date.UTC(2026, 8, 21, 1);
const UPSTREAM = T0 + 3 * DAY;
const rules = clockRules({
  urgent: true,
  urgentMinutes: 30,
  resolve: { kind: 'overnight' },
  dispatch: { kind: 'minutes', minutes: 10 },
  upstreamDueAt: UPSTREAM,
});

/** What may happen to an order: a step, a sweep, an extension, each some time later or, when clocks jump, earlier. */
type Step =
  | { readonly do: 'go'; readonly phase: (typeof CLOCK_PHASES)[number]; readonly newRound: boolean }
  | { readonly do: 'sweep' }
  | { readonly do: 'extend'; readonly by: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('go' as const),
    phase: fc.constantFrom(...CLOCK_PHASES),
    newRound: fc.boolean(),
  }),
  fc.constant({ do: 'sweep' as const }),
  fc.record({ do: fc.constant('extend' as const), by: fc.integer({ min: -HOUR, max: 2 * DAY }) }),
);
const passing = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 * MINUTE }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 10 * DAY }) },
  { weight: 1, arbitrary: fc.integer({ min: -2 * DAY, max: 0 }) },
);
const story = fc.array(fc.tuple(step, passing), { maxLength: 40 });

const changesOf = (clocks: Clocks, what: Step, now: number): readonly ClockChange[] => {
  if (what.do === 'go') {
    return clockChanges(clocks, what.phase, now, rules, context, { newRound: what.newRound }).changes;
  }
  if (what.do === 'sweep') return dueTransitions(clocks, now);
  const extension = extendResolve(clocks, (clocks.resolve?.dueAt ?? now) + what.by, now, 0.25);
  return extension.ok ? [extension.change] : [];
};

/** Tells a story and looks at every page. */
const tell = (
  steps: readonly (readonly [Step, number])[],
  look: (page: { before: Clocks; after: Clocks; changes: readonly ClockChange[]; now: number }) => void,
): { readonly clocks: Clocks; readonly history: readonly ClockChange[] } => {
  let clocks: Clocks = {};
  let now = T0;
  const history: ClockChange[] = [];
  for (const [what, later] of steps) {
    now += later;
    const changes = changesOf(clocks, what, now);
    const after = applyClockChanges(clocks, changes);
    look({ before: clocks, after, changes, now });
    history.push(...changes);
    clocks = after;
  }
  return { clocks, history };
};

describe('C22 whatever happens', () => {
  it('C22: no warning or breach is recorded twice in one round', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const recorded = new Set<string>();
        const repeated: string[] = [];
        tell(steps, ({ changes }) => {
          for (const change of changes) {
            if (change.type === 'start') recorded.delete(change.clock.name);
            if (change.type !== 'breach') continue;
            if (recorded.has(change.name)) repeated.push(change.name);
            recorded.add(change.name);
          }
        });
        expect(repeated).toEqual([]);
      }),
    );
  });

  it('C22: a sweep repeated is silent, also when time has jumped back', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: -DAY, max: 30 * DAY }), (steps, later) => {
        const { clocks } = tell(steps, () => {});
        const now = T0 + later;
        const once = dueTransitions(clocks, now);
        const swept = applyClockChanges(clocks, once);
        expect(dueTransitions(swept, now)).toEqual([]);
        expect(dueTransitions(swept, now - DAY)).toEqual([]);
        expect(applyClockChanges(swept, once)).toEqual(swept);
        expect(once.filter(({ at }) => at > now)).toEqual([]);
      }),
    );
  });

  it('C22: a breach is never taken back within a round, and the upstream deadline never moves', () => {
    fc.assert(
      fc.property(story, (steps) => {
        tell(steps, ({ before, after, changes }) => {
          const lost = CLOCK_NAMES.filter((name) => {
            const breachedAt = before[name]?.breachedAt;
            const restarted = changes.some((change) => change.type === 'start' && change.clock.name === name);
            const kept = restarted
              ? (after[name]?.earlierBreaches ?? 0) > (before[name]?.earlierBreaches ?? 0)
              : after[name]?.breachedAt === breachedAt;
            return breachedAt !== undefined && !kept;
          });
          expect(lost).toEqual([]);
          const { upstream } = after;
          expect(upstream?.dueAt).toBe(upstream && Math.max(UPSTREAM, upstream.startedAt));
        });
      }),
    );
  });

  it('C21: the sweeper is told exactly when to look again', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: -DAY, max: 30 * DAY }), (steps, later) => {
        const { clocks } = tell(steps, () => {});
        const next = nextTransitionAt(clocks);
        const now = T0 + later;
        expect(dueTransitions(clocks, now).length > 0).toBe(next !== null && next <= now);
        const answers = [-1, 0].map(
          (step) => next !== null && dueTransitions(clocks, next + step).length > 0,
        );
        expect(answers).toEqual([false, next !== null]);
      }),
    );
  });

  it('C23: history alone gives the same clocks, also from a stored copy', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { clocks, history } = tell(steps, () => {});
        const stored: ClockChange[] = JSON.parse(JSON.stringify(history));
        expect(applyClockChanges({}, stored)).toEqual(clocks);
      }),
    );
  });

  it('C23: a change that does not fit alters nothing and breaks nothing', () => {
    fc.assert(
      fc.property(story, fc.constantFrom(...CLOCK_NAMES), (steps, name) => {
        const { clocks } = tell(steps, () => {});
        for (const type of ['meet', 'pause', 'resume'] as const) {
          const once = applyClockChange(clocks, { type, name, at: T0 });
          expect(applyClockChange(once, { type, name, at: T0 + DAY })).toBe(once);
          expect(Object.keys(once)).toEqual(Object.keys(clocks));
        }
        expect(applyClockChange({}, { type: 'extend', name: 'resolve', dueAt: 1, warnAt: 1 })).toEqual({});
      }),
    );
  });

  it('C15: time is never negative, and a stage runs no longer than its rule before it is late', () => {
    fc.assert(
      fc.property(story, (steps) => {
        tell(steps, ({ after, now }) => {
          const odd = Object.values(after).filter(
            (clock) =>
              clock.elapsedMs < 0 ||
              elapsedMs(clock, now) < 0 ||
              (clock.metAt !== undefined && clock.pausedAt !== undefined) ||
              (clock.name === 'arrive' && clock.dueAt - countsFrom(clock) !== 30 * MINUTE),
          );
          expect(odd).toEqual([]);
        });
      }),
    );
  });

  it('C21: what is shown agrees with what is recorded', () => {
    fc.assert(
      fc.property(story, (steps) => {
        tell(steps, ({ after, now }) => {
          for (const name of CLOCK_NAMES) {
            const clock = after[name];
            const view = clockView(clock, now);
            expect(view.share).toBeGreaterThanOrEqual(0);
            expect(view.share).toBeLessThanOrEqual(1);
            expect(view.state === 'not-started').toBe(clock === undefined);
            expect(view.state === 'overdue' && view.remainingMs >= 0).toBe(false);
            expect(clock?.breachedAt !== undefined && !view.breached).toBe(false);
          }
          const running = Object.values(after).filter(isRunning);
          expect(nextDeadline(after)?.dueAt ?? null).toBe(
            running.length > 0 ? Math.min(...running.map(({ dueAt }) => dueAt)) : null,
          );
        });
      }),
    );
  });
});

describe('C21 one clock', () => {
  const clocks = applyClockChanges(
    {},
    clockChanges({}, 'new', T0, clockRules({ urgent: true, urgentMinutes: 30 }), context).changes,
  );
  const warn = { type: 'warn', name: 'respond', at: T0 + 22.5 * MINUTE };
  const breach = { type: 'breach', name: 'respond', at: T0 + 30 * MINUTE };

  it('C21: warns when the last quarter begins and is breached after its deadline', () => {
    expect(dueTransitions(clocks, T0 + 22.5 * MINUTE - 1)).toEqual([]);
    expect(dueTransitions(clocks, T0 + 22.5 * MINUTE)).toEqual([warn]);
    const warned = applyClockChanges(clocks, dueTransitions(clocks, T0 + 25 * MINUTE));
    expect(dueTransitions(warned, T0 + 30 * MINUTE)).toEqual([]);
    expect(dueTransitions(warned, T0 + 30 * MINUTE + 1)).toEqual([breach]);
  });

  it('C21: after a long stop only the breach is raised', () => {
    expect(dueTransitions(clocks, T0 + DAY)).toEqual([breach]);
    expect(dueTransitions(applyClockChanges(clocks, dueTransitions(clocks, T0 + DAY)), T0 + 2 * DAY)).toEqual(
      [],
    );
  });

  it('C21: the ring empties with the time', () => {
    expect(clockView(clocks.respond, T0 + 15 * MINUTE)).toEqual({
      state: 'running',
      remainingMs: 15 * MINUTE,
      share: 0.5,
      breached: false,
    });
    expect(clockView(clocks.respond, T0 + 31 * MINUTE)).toMatchObject({
      state: 'overdue',
      share: 0,
      breached: true,
    });
    expect(clockView(undefined, T0).state).toBe('not-started');
  });
});
