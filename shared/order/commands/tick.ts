import { DAY } from '../../calendar/zone.ts';
import { leaseEndsAt } from '../../clocks/lease.ts';
import { nextTransitionAt } from '../../clocks/sweep.ts';
import type { Instant } from '../../ids.ts';
import type { Order } from '../order.ts';
import type { OrderSettings } from '../settings.ts';
import { isOpen } from '../table.ts';
import { letGo } from './release.ts';
import { accept, stamp, type Verb } from './verb.ts';

/** When an urgent claim is released because nobody came (O27); null when there is none. */
export function leaseEnd(order: Order, settings: OrderSettings): Instant | null {
  if (order.status !== 'handling' || !order.urgent || !order.holder || order.arrivedAt !== null) return null;
  return leaseEndsAt(order.clocks, order.holder.since, settings.leaseGraceMinutes);
}

const closingTime = (order: Order, settings: OrderSettings): Instant | null =>
  order.status === 'done' && order.doneAt !== null ? order.doneAt + settings.closeAfterDays * DAY : null;

/** The first instant at which a tick would change something, to be stored and indexed; null when never (C20). */
export function nextTickAt(order: Order, settings: OrderSettings): Instant | null {
  const instants = [
    isOpen(order.status) ? nextTransitionAt(order.clocks) : null,
    leaseEnd(order, settings),
    closingTime(order, settings),
  ].filter((at) => at !== null);
  return instants.length > 0 ? Math.min(...instants) : null;
}

/** The sweeper's step: warnings and breaches are already in `moment.order`; a lease may end and a finished order close. */
export const tick: Verb<'tick'> = (moment) => {
  const { order, at, context } = moment;
  const lease = leaseEnd(order, context.settings);
  if (lease !== null && at >= lease) return letGo(moment, 'lease', '');
  const closing = closingTime(order, context.settings);
  if (closing !== null && at >= closing)
    return accept([{ ...stamp(moment, 'closed'), cause: 'timeout', clocks: [] }]);
  return accept([]);
};
