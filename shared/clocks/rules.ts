import type { Instant } from '../calendar/types.ts';
import { isRunning, makeRetimed } from './clock.ts';
import { warnInstant } from './deadline.ts';
import type { ClockChange, ClockChanges, ClockContext, ClockRules, Clocks, DeadlineRule } from './types.ts';

export interface RuleFacts {
  readonly urgent: boolean;
  /** Length of each of the three clocks of an urgent order, in real minutes. */
  readonly urgentMinutes: number;
  /** The deadline class of the matter, when it is known. */
  readonly resolve?: DeadlineRule | undefined;
  /** Time until it must be dispatched, where a community sets one. */
  readonly dispatch?: DeadlineRule | undefined;
  /** Deadline set by the 12345 centre. */
  readonly upstreamDueAt?: Instant | undefined;
}

/** The clocks an order should have. */
export function clockRules(facts: RuleFacts): ClockRules {
  const halfHour: DeadlineRule = { kind: 'minutes', minutes: facts.urgentMinutes };
  return {
    ...(facts.urgent ? { respond: halfHour, arrive: halfHour, feedback: halfHour } : {}),
    ...(facts.dispatch ? { dispatch: facts.dispatch } : {}),
    ...(facts.resolve ? { resolve: facts.resolve } : {}),
    ...(facts.upstreamDueAt === undefined
      ? {}
      : { upstream: { kind: 'until' as const, at: facts.upstreamDueAt } }),
  };
}

/**
 * The resolve clock under another rule, after an order was classified anew: counted from the same start. Changes nothing
 * when it has not started or is met, and drops an extension, which was granted for the earlier deadline.
 */
export function reclassify(clocks: Clocks, rule: DeadlineRule, context: ClockContext): ClockChanges {
  const { resolve } = clocks;
  if (!resolve || resolve.metAt !== undefined) return { changes: [], warnings: [] };
  const { clock, warnings } = makeRetimed(resolve, rule, context);
  return { changes: [{ type: 'start', clock }], warnings };
}

export type Extension =
  | { readonly ok: true; readonly change: ClockChange }
  | { readonly ok: false; readonly reason: 'not_running' | 'not_later' };

/**
 * Moves the resolve deadline to a later instant; the one before the first extension is kept, and so is a breach. No other
 * clock can be extended: least of all the upstream one (C18, C20).
 */
export function extendResolve(clocks: Clocks, until: Instant, now: Instant, warnShare: number): Extension {
  const { resolve } = clocks;
  if (!resolve || !isRunning(resolve)) return { ok: false, reason: 'not_running' };
  if (!(until > resolve.dueAt && until > now)) return { ok: false, reason: 'not_later' };
  const warnAt = warnInstant(resolve.startedAt, until, warnShare);
  return { ok: true, change: { type: 'extend', name: 'resolve', dueAt: until, warnAt } };
}
