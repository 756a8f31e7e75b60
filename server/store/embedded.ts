import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

/** The engine as `server/embedded-mongo/start.ts` starts it. */
export interface RunningEngine {
  readonly uri: string;
  /** Settles when its process has ended, for whatever reason. */
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
}
export type StartEngine = (options: {
  readonly directory: string;
  readonly log: Logger;
}) => Promise<RunningEngine>;

export interface Supervised {
  readonly uri: string;
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** Loaded only when needed: with `MONGODB_URI` set, neither lmdb nor the engine is ever touched. */
export const startEngine: StartEngine = async (options) => {
  const { startEmbeddedMongo } = await import('../embedded-mongo/start.ts');
  return await startEmbeddedMongo(options);
};

/**
 * Keeps the embedded engine running: when its process dies it is started again, at once and then with growing pauses
 * (SPEC S13). `onMoved` hears of an address other than the one before.
 * @throws whatever the first start throws, such as a data directory that another process owns.
 */
export async function superviseEngine(
  options: { readonly directory: string; readonly log: Logger },
  onMoved: (uri: string) => Promise<void>,
  start: StartEngine = startEngine,
): Promise<Supervised> {
  const { log } = options;
  const ending = new AbortController();
  let engine = await start(options);
  let { uri } = engine;

  const revive = async (): Promise<void> => {
    for (let wait = FIRST_PAUSE_MS; !ending.signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        engine = await start(options);
        if (engine.uri !== uri) {
          uri = engine.uri;
          await onMoved(uri);
        }
        log.warn('the embedded database engine was started again');
        return;
      } catch (error) {
        log.error({ err: error }, 'the embedded database engine did not start');
        await pause(wait, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
      }
    }
  };

  const watch = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await engine.exited.catch(() => undefined);
      if (ending.signal.aborted) return;
      log.error('the embedded database engine ended unexpectedly');
      await revive();
    }
  };
  const watching = watch();

  return {
    uri,
    async stop() {
      ending.abort();
      await engine.stop();
      await watching;
    },
  };
}
