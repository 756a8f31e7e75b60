import { accept, beforeOf, clocksFor, holderOf, notice, OFFICERS, stamp, type Verb } from './verb.ts';

/**
 * Given back with a reason code and words; the next decision is an officer's (O17, 12345 practice). The count goes on the
 * slip, and from the second return on it is theirs to rule where it belongs.
 */
export const giveBack: Verb<'return'> = (moment, payload) =>
  accept(
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
