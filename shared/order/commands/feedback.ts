import { phaseOf } from '../phase.ts';
import { accept, clocksFor, stamp, type Verb } from './verb.ts';

/** What was found or done so far; the holder's first one meets the feedback clock (O15). */
export const feedback: Verb<'feedback'> = (moment, payload) => {
  const { actor } = moment.context;
  const byHolder = actor.kind === 'member' && actor.memberId === moment.order.holder?.memberId;
  return accept([
    {
      ...stamp(moment, 'fed_back'),
      text: payload.text,
      photoIds: payload.photoIds ?? [],
      clocks: clocksFor(moment, byHolder ? 'fed_back' : phaseOf(moment.order)),
    },
  ]);
};
