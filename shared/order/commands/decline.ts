import { accept, clocksFor, stamp, type Verb } from './verb.ts';

/** Not taken up, with an explanation that the resident reads (O18). */
export const decline: Verb<'decline'> = (moment, payload) =>
  accept([{ ...stamp(moment, 'declined'), text: payload.text, clocks: clocksFor(moment, 'done') }]);
