import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import type { Bus } from '../parts.ts';
import { openRedisWire } from './redis.ts';

interface BusOptions {
  readonly redisUrl: string | null;
  readonly log: Logger;
}

const RESTORED = 'restored';

/**
 * Messages between server processes (rule Y30). They may be lost while Redis is away, and `onRestored` says when that is
 * over; they never come twice: a process hears its own at once, and skips them when Redis brings them back.
 */
export function createBus({ redisUrl, log }: BusOptions): Bus {
  const local = new EventEmitter();
  local.setMaxListeners(0);
  const deliver = (topic: string, message: unknown): void => {
    for (const handler of local.listeners(topic)) {
      try {
        handler(message);
      } catch (error) {
        log.error({ err: error, topic }, 'a bus handler failed');
      }
    }
  };
  const subscribe = (topic: string, handler: (message: unknown) => void) => {
    local.on(topic, handler);
    return () => {
      local.off(topic, handler);
    };
  };
  const from = randomUUID();
  const remote =
    redisUrl === null
      ? null
      : openRedisWire(redisUrl, log, {
          received: (envelope) => {
            if (envelope.from !== from) deliver(envelope.topic, envelope.message);
          },
          restored: () => {
            deliver(RESTORED, null);
            // The others may have been back before us, and missed what we could not say until now (Y36).
            tellOthers(RESTORED, null);
          },
        });
  function tellOthers(topic: string, message: unknown): void {
    remote?.send({ from, topic, message });
  }
  return {
    publish: (topic, message) => {
      deliver(topic, message);
      tellOthers(topic, message);
    },
    subscribe,
    onRestored: (listener) => subscribe(RESTORED, listener),
    close: async () => {
      local.removeAllListeners();
      await remote?.close();
    },
  };
}
