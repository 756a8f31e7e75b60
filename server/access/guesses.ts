import { createLines } from '../http/gate.ts';
import type { Limits } from '../http/limits.ts';

/** Looking things up by what only their owners know: tracking codes, report keys, the set-up link. */
export interface Guesses {
  /**
   * @param address as `addressKey` tells it
   * @returns what was found; null counts against the address (P31), over HTTP and over the residents' line alike
   * @throws HttpFault `rate_limited` once an address has guessed too often, for what is right too
   */
  look<T>(address: string, search: () => Promise<T | null>): Promise<T | null>;
}

/** One address looks one thing up at a time: guessing many at once would be over before the first miss was counted. */
export function createGuesses(limits: Limits): Guesses {
  const inLine = createLines();
  return {
    look: (address, search) =>
      inLine(address, async () => {
        await limits.check('unknownCodes', address);
        const found = await search();
        if (found === null) await limits.take('unknownCodes', address);
        return found;
      }),
  };
}
