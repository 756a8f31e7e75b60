import type { Commands } from '../commands/service.ts';
import type { Base, Bus } from '../parts.ts';
import type { LiveRules } from '../rules.ts';
import type { Store } from '../store/connect.ts';
import { warnOfGuesses } from './calendar.ts';
import { finishOnce } from './finisher.ts';
import { startLoop } from './loop.ts';
import { retainOnce } from './retention.ts';
import { retimeAll, sweepOnce } from './sweeper.ts';

export interface JobParts extends Base {
  readonly store: Store;
  readonly rules: LiveRules;
  readonly commands: Commands;
  readonly bus: Bus;
}

export interface Jobs {
  close(): Promise<void>;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The server's own work, on every server at once: nobody is the one that must not fail. */
export function startJobs(parts: JobParts): Jobs {
  const { store, rules, bus, log } = parts;
  const whenWritable = (run: () => Promise<unknown>) => async () => {
    if (store.health.writable()) await run();
  };
  let retimed = Promise.resolve();
  const stopListening = bus.subscribe('rules', () => {
    retimed = retimed
      .then(() => rules.reload())
      .then(() => retimeAll(parts))
      .catch((error: unknown) => log.warn({ err: error }, 'changed rules did not reach every order yet'));
  });
  const loop = (name: string, everyMs: number, run: () => Promise<unknown>) =>
    startLoop({ name, everyMs, log, run: whenWritable(run) });
  const loops = [
    loop('sweeper', SECOND, () => sweepOnce(parts)),
    loop('finisher', 5 * SECOND, () => finishOnce(parts)),
    loop('retention', 10 * MINUTE, () => retainOnce(parts)),
    // Heals a lost word about changed rules.
    loop('rules', MINUTE, () => rules.reload()),
    loop('calendar', 12 * HOUR, () => warnOfGuesses(parts)),
  ];
  return {
    async close() {
      stopListening();
      await Promise.all(loops.map((one) => one.close()));
      await retimed;
    },
  };
}
