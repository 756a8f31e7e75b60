import { DAY } from '../../calendar/zone.ts';
import { accept, clocksFor, holderOf, notice, OFFICERS, refuse, stamp, type Verb } from './verb.ts';

/** Not solved: the same holder goes on in a new round with clocks of its own; breaches of the last round stay (O26). */
export const reopen: Verb<'reopen'> = (moment, payload) => {
  const { order, context, at } = moment;
  const { actor, settings } = context;
  if (order.status === 'declined' && actor.kind === 'resident') return refuse('forbidden');
  const over = order.closedAt !== null && at > order.closedAt + settings.rateAfterCloseDays * DAY;
  if (over && actor.kind === 'resident') return refuse('rating_over', { limit: settings.rateAfterCloseDays });
  const holder = order.holder && order.status !== 'declined' ? { ...order.holder, since: at } : null;
  return accept(
    [
      {
        ...stamp(moment, 'reopened'),
        reason: payload.reason,
        holder,
        clocks: clocksFor(moment, holder ? 'claimed' : 'new', { newRound: true }),
      },
    ],
    [OFFICERS, ...holderOf(order)].map((to) => notice(moment, 'reopened', to)),
  );
};
