import type { Refusal } from '../decision.ts';
import {
  accept,
  beforeOf,
  clocksFor,
  type Moment,
  notice,
  OFFERED,
  optional,
  refuse,
  stamp,
  type Verb,
} from './verb.ts';

/**
 * Offers the order to a member, a team, a department or the open pool of its area (O12). Whoever says which offer they saw is
 * told when a colleague has sent it elsewhere meanwhile, instead of taking that back unawares (O50).
 */
export const dispatch: Verb<'dispatch'> = (moment, payload) => {
  const { context, order } = moment;
  const { target, load } = context.found;
  if (!target) return refuse('unknown_target', { field: 'to' });
  const standing = order.offer?.at ?? null;
  if (payload.offeredAt !== undefined && payload.offeredAt !== standing) return fasterOf(moment);
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

function fasterOf({ order }: Moment): Refusal {
  const last = order.history.findLast((event) => event.type === 'dispatched');
  return refuse('already_dispatched', {
    status: order.status,
    ...optional('by', last?.by.kind === 'member' ? last.by.name : undefined),
  });
}
