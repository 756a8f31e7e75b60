import { accept, stamp, type Verb } from './verb.ts';

/** An officer closes a finished order without waiting for ratings (O28). Rating stays possible for a while. */
export const close: Verb<'close'> = (moment) =>
  accept([{ ...stamp(moment, 'closed'), cause: 'officer', clocks: [] }]);
