import { DAY, MINUTE } from '../../calendar/zone.ts';
import { leaseEndsAt } from '../../clocks/lease.ts';
import { missedSince } from '../../clocks/missed.ts';
import { nextTransitionAt } from '../../clocks/sweep.ts';
import type { Instant } from '../../ids.ts';
import { levelAbove } from '../level.ts';
import type { Order } from '../order.ts';
import type { OrderSettings } from '../settings.ts';
import { isOpen } from '../table.ts';
import { goUp } from './escalate.ts';
import { letGo } from './release.ts';
import { accept, stamp, type Verb } from './verb.ts';

/** When an urgent claim is released because nobody came (O27); null when there is none. */
export function leaseEnd(order: Order, settings: OrderSettings): Instant | null {
  if (order.status !== 'handling' || !order.urgent || !order.holder || order.arrivedAt !== null) return null;
  return leaseEndsAt(order.clocks, order.holder.since, settings.leaseGraceMinutes);
}

const closingTime = (order: Order, settings: OrderSettings): Instant | null =>
  order.status === 'done' && order.doneAt !== null ? order.doneAt + settings.closeAfterDays * DAY : null;

/** When an order whose deadline was missed goes one level up by itself (O51); null when it does not, or cannot. */
function escalationTime(order: Order): Instant | null {
  const { escalateAfterMinutes } = order;
  if (escalateAfterMinutes === undefined || !isOpen(order.status) || levelAbove(order) === null) return null;
  const missed = missedSince(order.clocks);
  return missed === null ? null : missed + escalateAfterMinutes * MINUTE;
}

type Step = 'release' | 'escalate' | 'close';

/** What time itself will do next to an order besides its warnings and breaches, and when. */
function nextStep(order: Order, settings: OrderSettings): { step: Step; at: Instant } | null {
  const times: readonly [Step, Instant | null][] = [
    ['release', leaseEnd(order, settings)],
    ['escalate', escalationTime(order)],
    ['close', closingTime(order, settings)],
  ];
  return times.reduce<{ step: Step; at: Instant } | null>(
    (first, [step, at]) => (at === null || (first && first.at <= at) ? first : { step, at }),
    null,
  );
}

/** The first instant at which a tick would change something, to be stored and indexed; null when never (C24). */
export function nextTickAt(order: Order, settings: OrderSettings): Instant | null {
  const transition = isOpen(order.status) ? nextTransitionAt(order.clocks) : null;
  const step = nextStep(order, settings)?.at ?? null;
  return transition === null || step === null ? (transition ?? step) : Math.min(transition, step);
}

/**
 * The sweeper's step: warnings and breaches are already in `moment.order`; a lease may end, a late order go one level up and
 * a finished one close. Of several that are due, after a server was away, the earliest comes first and the next tick has
 * the rest, if they still hold.
 */
export const tick: Verb<'tick'> = (moment) => {
  const next = nextStep(moment.order, moment.context.settings);
  if (next === null || moment.at < next.at) return accept([]);
  switch (next.step) {
    case 'release':
      return letGo(moment, 'lease', '');
    case 'escalate':
      return goUp(moment, 'clock', '') ?? accept([]);
    case 'close':
      return accept([{ ...stamp(moment, 'closed'), cause: 'timeout', clocks: [] }]);
  }
};
