import type { SystemActor } from '../actor.ts';
import type { Accepted } from '../decision.ts';
import type { Returned } from '../events.ts';
import { evolve } from '../evolve.ts';
import { isDesk, isOffered } from '../relation.ts';
import { goUp } from './escalate.ts';
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
 * slip; where the community says from which return on, it is for the level above to rule where it belongs (O53).
 */
export const giveBack: Verb<'return'> = (moment, payload) => {
  const denied = refusalOf(moment);
  if (denied) return refuse(denied);
  const returned: Returned = {
    ...stamp(moment, 'returned'),
    reason: payload.reason,
    text: payload.text,
    clocks: clocksFor(moment, 'new'),
    before: beforeOf(moment.order),
  };
  const notices = [OFFICERS, ...holderOf(moment.order)].map((to) => notice(moment, 'returned', to));
  const raised = raise({ ...moment, order: { ...moment.order, ...evolve(moment.order, returned) } });
  return accept([returned, ...(raised?.events ?? [])], [...notices, ...(raised?.effects ?? [])]);
};

/** Nobody decided on it: what follows from the last of too many returns is the rule's doing, not that of who gave it back. */
function raise(moment: Moment): Accepted | null {
  const { order, context } = moment;
  const { escalateAfterReturns } = context.settings;
  if (escalateAfterReturns === null || order.returns < escalateAfterReturns) return null;
  return goUp({ ...moment, context: { ...context, actor: RULE } }, 'returns', '');
}
const RULE: SystemActor = { kind: 'system', job: 'effect' };

/** Nobody gives back what another holds, or what is offered to everybody: who does not want that leaves it lying. */
function refusalOf({ order, context: { actor } }: Moment): 'not_holder' | 'not_offered' | null {
  if (actor.kind !== 'member') return 'not_offered';
  if (isDesk(actor, order)) return null;
  if (order.status === 'handling') return order.holder?.memberId === actor.memberId ? null : 'not_holder';
  return order.offer?.to.kind !== 'pool' && isOffered(actor, order) ? null : 'not_offered';
}
