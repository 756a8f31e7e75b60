import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { STOP, type WorkOrder } from './order.ts';

/**
 * Megabytes. Without bounds the runtime lets the heap grow to what the machine has rather than collect what is no longer
 * needed; with a small heap to begin with, it collects all the time. Batches under way and the program itself take about 60.
 */
const HEAP = ['--max-old-space-size=128', '--initial-old-space-size=96', '--max-semi-space-size=16'];

/** A process that carries out one run. */
export interface Worker {
  /** Settles when it has ended, for whatever reason; false when it could not say in the record how the run ended. */
  readonly ended: Promise<boolean>;
  /** Asks it to end after the batch it is writing. */
  stop(): void;
}

/**
 * Hands a run to a process of its own: neither its memory nor its work weighs on the server that people use meanwhile (I2).
 */
export function startWorker(order: WorkOrder): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const main = fileURLToPath(new URL(isSource ? './main.ts' : './main.js', import.meta.url));
  // Sources run through tsx, also under a test runner, which transforms only its own process.
  const loader = isSource ? ['--import', pathToFileURL(createRequire(main).resolve('tsx')).href] : [];
  const child = fork(main, [], {
    execArgv: [...process.execArgv, ...loader, ...HEAP],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(
    ([code]) => code === 0,
    () => false,
  );
  child.send(order, () => undefined);
  return {
    ended,
    stop: () => {
      if (child.connected) child.send(STOP, () => undefined);
    },
  };
}
