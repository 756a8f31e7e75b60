import { accept, clocksFor, holderOf, notice, OFFICERS, refuse, stamp, type Verb } from './verb.ts';

/** One level up: only who is responsible changes, not where the matter is (O19). */
export const escalate: Verb<'escalate'> = (moment, payload) => {
  const { parentArea } = moment.context.found;
  if (!parentArea) return refuse('no_higher_level');
  return accept(
    [
      {
        ...stamp(moment, 'escalated'),
        fromAreaId: moment.order.levelAreaId,
        toAreaId: parentArea._id,
        text: payload.text,
        clocks: clocksFor(moment, 'new'),
      },
    ],
    [OFFICERS, ...holderOf(moment.order)].map((to) => notice(moment, 'new_request', to)),
  );
};
