import { accept, beforeOf, clocksFor, notice, OFFERED, optional, refuse, stamp, type Verb } from './verb.ts';

/** Offers the order to a member, a team, a department or the open pool of its area (O12). */
export const dispatch: Verb<'dispatch'> = (moment, payload) => {
  const { context, order } = moment;
  const { target, load } = context.found;
  if (!target) return refuse('unknown_target', { field: 'to' });
  const limit = context.settings.columnLimits.dispatched;
  if (limit !== null && order.status !== 'dispatched' && (load?.column ?? 0) >= limit)
    return refuse('column_full', { limit });
  const by = context.actor.kind === 'member' ? context.actor.memberId : null;
  return accept(
    [
      {
        ...stamp(moment, 'dispatched'),
        offer: { to: target, at: moment.at, by },
        ...optional('note', payload.note),
        clocks: clocksFor(moment, 'dispatched'),
        before: beforeOf(order),
      },
    ],
    [notice(moment, target.kind === 'pool' ? 'pooled' : 'offered', OFFERED)],
  );
};
