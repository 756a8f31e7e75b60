import type { Accepted } from '../decision.ts';
import type { Released } from '../events.ts';
import { evolve } from '../evolve.ts';
import type { Moment } from './verb.ts';
import {
  accept,
  beforeOf,
  clocksFor,
  holderOf,
  notice,
  OFFERED,
  OFFICERS,
  stamp,
  type Verb,
} from './verb.ts';

/** Lets go of a claim, with a reason; the offer stands again unless it was personal (O27). */
export const release: Verb<'release'> = (moment, payload) => {
  const { actor } = moment.context;
  const own = actor.kind === 'member' && actor.memberId === moment.order.holder?.memberId;
  return letGo(moment, own ? 'holder' : 'officer', payload.reason);
};

export function letGo(moment: Moment, cause: Released['cause'], reason: string): Accepted {
  const draft: Released = {
    ...stamp(moment, 'released'),
    reason,
    cause,
    clocks: [],
    before: beforeOf(moment.order),
  };
  const phase = evolve(moment.order, draft).status === 'dispatched' ? 'dispatched' : 'new';
  return accept(
    [{ ...draft, clocks: clocksFor(moment, phase) }],
    [OFFICERS, OFFERED, ...holderOf(moment.order)].map((to) => notice(moment, 'released', to)),
  );
}
