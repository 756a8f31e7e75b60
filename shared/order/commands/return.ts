import { isDesk, isOffered } from '../relation.ts';
import {
  accept,
  beforeOf,
  clocksFor,
  holderOf,
  type Moment,
  notice,
  OFFICERS,
  refuse,
  stamp,
  type Verb,
} from './verb.ts';

/**
 * Given back with a reason code and words; the next decision is an officer's (O17, 12345 practice). The count goes on the
 * slip, and from the second return on it is theirs to rule where it belongs.
 */
export const giveBack: Verb<'return'> = (moment, payload) => {
  const denied = refusalOf(moment);
  if (denied) return refuse(denied);
  return accept(
    [
      {
        ...stamp(moment, 'returned'),
        reason: payload.reason,
        text: payload.text,
        clocks: clocksFor(moment, 'new'),
        before: beforeOf(moment.order),
      },
    ],
    [OFFICERS, ...holderOf(moment.order)].map((to) => notice(moment, 'returned', to)),
  );
};

/** Nobody gives back what another holds, or what is offered to everybody: who does not want that leaves it lying. */
function refusalOf({ order, context: { actor } }: Moment): 'not_holder' | 'not_offered' | null {
  if (actor.kind !== 'member') return 'not_offered';
  if (isDesk(actor, order)) return null;
  if (order.status === 'handling') return order.holder?.memberId === actor.memberId ? null : 'not_holder';
  return order.offer?.to.kind !== 'pool' && isOffered(actor, order) ? null : 'not_offered';
}
