import type { Holder } from '../state.ts';
import { accept, beforeOf, clocksFor, refuse, stamp, type Verb } from './verb.ts';

/**
 * One person takes what is offered to them (O13). A second claim never gets here: the table answers `already_claimed`,
 * also to the holder, under their own name.
 */
export const claim: Verb<'claim'> = (moment) => {
  const { actor, found, settings } = moment.context;
  const { order } = moment;
  if (actor.kind !== 'member') return refuse('not_offered');
  const { handling } = settings.columnLimits;
  if (handling !== null && (found.load?.column ?? 0) >= handling)
    return refuse('column_full', { limit: handling });
  const { memberLimit } = settings;
  if (memberLimit !== null && (found.load?.member ?? 0) >= memberLimit)
    return refuse('member_full', { limit: memberLimit });
  const to = order.offer?.to;
  const unit = to?.kind === 'team' || to?.kind === 'department' ? to.name : undefined;
  const holder: Holder = {
    memberId: actor.memberId,
    name: actor.name,
    ...(unit === undefined ? {} : { unit }),
    since: moment.at,
  };
  return accept([
    { ...stamp(moment, 'claimed'), holder, clocks: clocksFor(moment, 'claimed'), before: beforeOf(order) },
  ]);
};
