import { DEFAULT_WARN_SHARE, warnInstant } from '../../shared/clocks/deadline.ts';
import type { DeadlineRule } from '../../shared/clocks/types.ts';
import { CLOCK_NAMES, type Clock, type ClockName, type Clocks } from '../../shared/clocks/types.ts';
import { clockView } from '../../shared/clocks/view.ts';
import type { Instant } from '../../shared/ids.ts';
import type { CardState } from '../../shared/protocol/board.ts';
import { kitTexts } from './texts/index.ts';
import { clockSpan, tookSpan } from './timing.ts';
import { word } from './words.ts';

/** What a ring and its words show. */
export interface ClockFace {
  readonly state: 'not-started' | 'running' | 'warning' | 'overdue' | 'paused' | 'met';
  /** Share left, 0 to 1. */
  readonly share: number;
  /** The clock's name with its verb: `响应 剩`, `派单`, `用时`. */
  readonly name: string;
  readonly value: string;
  readonly overdue: boolean;
  /** Met, but after its deadline. */
  readonly late?: boolean;
}

/** The face of a slip's clock, from what the board knows: the next deadline, or how long it took. */
export function cardFace(
  state: CardState,
  createdAt: Instant,
  rule: DeadlineRule | null,
  now: Instant,
): ClockFace {
  const [status, , , dueAt, clock, startedAt, , , warnAt] = state;
  const t = kitTexts().clock;
  if (status === 'done' || status === 'closed') {
    const value = startedAt === null ? '' : tookSpan(startedAt - createdAt);
    return { state: 'met', share: 0, name: t.took, value, overdue: false };
  }
  if (dueAt === null || clock === null) {
    return { state: 'not-started', share: 1, name: t.none, value: '', overdue: false };
  }
  const left = dueAt - now;
  const from = startedAt ?? createdAt;
  const share = dueAt > from ? Math.min(1, Math.max(0, left / (dueAt - from))) : 0;
  const isWarning = now >= (warnAt ?? warnInstant(from, dueAt, DEFAULT_WARN_SHARE));
  return running(clockTitle(clock, rule), left, share, isWarning);
}

/** The face of one stored clock, with its own name. */
export function clockFace(name: ClockName, clock: Clock | undefined, now: Instant): ClockFace {
  const t = kitTexts().clock;
  const view = clockView(clock, now);
  const title = clockTitle(name, clock?.rule ?? null);
  switch (view.state) {
    case 'running':
    case 'overdue':
      return running(title, view.remainingMs, view.share, clock !== undefined && now >= clock.warnAt);
    case 'paused':
      return {
        state: 'paused',
        share: view.share,
        name: t.paused(title),
        value: clockSpan(view.remainingMs),
        overdue: false,
      };
    case 'met':
      return {
        state: 'met',
        share: 0,
        name: title,
        value: view.breached && view.remainingMs < 0 ? t.late(clockSpan(view.remainingMs)) : t.met,
        overdue: false,
        late: view.breached && view.remainingMs < 0,
      };
    case 'not-started':
      return {
        state: 'not-started',
        share: 1,
        name: title,
        value: t.notStarted,
        overdue: false,
      };
  }
}

const STAGES: ReadonlySet<ClockName> = new Set(['respond', 'arrive', 'feedback']);

/** One of the three half-hours of an urgent order. */
export const isStage = (name: ClockName): boolean => STAGES.has(name);

/** The clocks an order has or will have, in the order in which they run: urgent orders show all three half-hours. */
export function clockRow(clocks: Clocks, urgent: boolean): readonly ClockName[] {
  const expected: readonly ClockName[] = urgent ? ['respond', 'arrive', 'feedback'] : [];
  return CLOCK_NAMES.filter((name) => clocks[name] !== undefined || expected.includes(name));
}

/** Is a slip overdue now, counted here without waiting for the server's sweeper. */
export const isCardOverdue = (state: CardState, now: Instant): boolean =>
  state[3] !== null && state[3] < now && state[0] !== 'done' && state[0] !== 'closed';

/** A deadline by class is called by its class (不过晌), any other by its clock. */
export function clockTitle(name: ClockName, rule: DeadlineRule | null): string {
  const t = kitTexts().clock;
  if (name !== 'resolve') return word.clock(name);
  if (rule?.kind === 'half_day') return t.halfDay;
  if (rule?.kind === 'overnight') return t.overnight;
  if (rule?.kind === 'week') return t.week;
  return word.clock(name);
}

function running(title: string, left: number, share: number, isWarning: boolean): ClockFace {
  const t = kitTexts().clock;
  if (left < 0) {
    return {
      state: 'overdue',
      share: 0,
      name: title,
      value: t.overdue(clockSpan(left)),
      overdue: true,
    };
  }
  return {
    state: isWarning ? 'warning' : 'running',
    share,
    name: t.left(title),
    value: clockSpan(left),
    overdue: false,
  };
}
