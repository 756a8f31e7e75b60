import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

export interface Loop {
  /** Ends after the run that is under way, if any. */
  close(): Promise<void>;
}

/**
 * Runs a job again and again, each time `everyMs` after the last has ended: a slow run never meets the next one, and one
 * that fails is only written down.
 */
export function startLoop(parts: {
  readonly name: string;
  readonly everyMs: number;
  readonly log: Logger;
  readonly run: () => Promise<unknown>;
}): Loop {
  const { name, everyMs, log, run } = parts;
  const ending = new AbortController();
  const running = (async () => {
    while (!ending.signal.aborted) {
      try {
        await run();
      } catch (error) {
        log.warn({ err: error, job: name }, 'a job failed and will run again');
      }
      await pause(everyMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    async close() {
      ending.abort();
      await running;
    },
  };
}
