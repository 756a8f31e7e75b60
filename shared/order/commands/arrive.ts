import { accept, clocksFor, refuse, stamp, type Verb } from './verb.ts';

/** The holder is at the spot (O14). Arriving twice says the same thing, so the second is refused. */
export const arrive: Verb<'arrive'> = (moment) => {
  if (moment.order.arrivedAt !== null)
    return refuse('wrong_status', { status: 'arrived', at: moment.order.arrivedAt });
  return accept([{ ...stamp(moment, 'arrived'), clocks: clocksFor(moment, 'arrived') }]);
};
