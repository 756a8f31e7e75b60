import type { CalendarWarning, Instant } from '../calendar/types.ts';
import { isRunning, type Made, makeClock, makeNextRound } from './clock.ts';
import {
  CLOCK_NAMES,
  CLOCK_PHASES,
  type Clock,
  type ClockChange,
  type ClockChanges,
  type ClockContext,
  type ClockName,
  type ClockPhase,
  type ClockRules,
  type Clocks,
} from './types.ts';

/** A clock runs from its first phase until the order reaches the last one, which meets it. */
const WINDOWS: { readonly [name in ClockName]: readonly [first: ClockPhase, end: ClockPhase] } = {
  dispatch: ['new', 'dispatched'],
  respond: ['new', 'claimed'],
  arrive: ['claimed', 'arrived'],
  feedback: ['arrived', 'fed_back'],
  resolve: ['new', 'done'],
  upstream: ['new', 'done'],
};

const rank = (phase: ClockPhase): number => CLOCK_PHASES.indexOf(phase);

export interface PhaseOptions {
  /** Starts of clocks that do not begin with this step, as `resolve` of an order classified after its submission. */
  readonly startedAt?: { readonly [name in ClockName]?: Instant };
  /** The order was reopened: what runs again gets a new deadline. The upstream clock is not started again. */
  readonly newRound?: boolean;
}

/**
 * What must happen to an order's clocks now that it is in `phase` (C13 to C17): clocks of the phase start or run on, those
 * that the phase has passed are met, those it has gone back behind stand still. Breaches and elapsed time stay. `rules`
 * only say which clocks to start; a clock that has started is kept whatever they say later.
 */
export function clockChanges(
  clocks: Clocks,
  phase: ClockPhase,
  at: Instant,
  rules: ClockRules,
  context: ClockContext,
  options: PhaseOptions = {},
): ClockChanges {
  const changes: ClockChange[] = [];
  const warnings: CalendarWarning[] = [];
  const start = ({ clock, warnings: more }: Made): void => {
    changes.push({ type: 'start', clock });
    warnings.push(...more);
  };
  for (const name of CLOCK_NAMES) {
    const clock = clocks[name];
    const rule = rules[name];
    const place = placeOf(name, phase);
    if (clock === undefined) {
      if (place === 'inside' && rule) start(makeClock(name, rule, options.startedAt?.[name] ?? at, context));
    } else if (place === 'inside' && options.newRound && clock.metAt !== undefined) {
      if (name !== 'upstream') start(makeNextRound(clock, rule ?? clock.rule, at, context));
    } else {
      const type = changeOf(clock, place);
      if (type) changes.push({ type, name, at });
    }
  }
  return { changes, warnings: distinct(warnings) };
}

type Place = 'before' | 'inside' | 'behind';

function placeOf(name: ClockName, phase: ClockPhase): Place {
  const [first, end] = WINDOWS[name];
  if (phase === 'stopped' || rank(phase) < rank(first)) return 'before';
  return rank(phase) < rank(end) ? 'inside' : 'behind';
}

function changeOf(clock: Clock, place: Place): 'meet' | 'pause' | 'resume' | null {
  if (place === 'behind') return clock.metAt === undefined ? 'meet' : null;
  if (place === 'inside') return isRunning(clock) ? null : 'resume';
  return isRunning(clock) ? 'pause' : null;
}

function distinct(warnings: readonly CalendarWarning[]): readonly CalendarWarning[] {
  const seen = new Map(warnings.map((warning) => [JSON.stringify(warning), warning]));
  return [...seen.values()];
}
