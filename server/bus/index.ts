import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Bus } from '../parts.ts';

interface BusOptions {
  readonly redisUrl: string | null;
  readonly log: Logger;
}

interface Envelope {
  readonly from: string;
  readonly topic: string;
  readonly message: unknown;
}

const CHANNEL = 'paidan:bus';

/**
 * Messages between server processes (SPEC Y30). They may be lost (the periodic scan heals boards, rooms sync again) but never
 * come twice: a process hears its own at once, and skips them when Redis brings them back.
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
  const remote = redisUrl === null ? null : openRedis(redisUrl, log, deliver);
  return {
    publish: (topic, message) => {
      deliver(topic, message);
      remote?.send(topic, message);
    },
    subscribe: (topic, handler) => {
      local.on(topic, handler);
      return () => local.off(topic, handler);
    },
    close: async () => {
      local.removeAllListeners();
      await remote?.close();
    },
  };
}

function openRedis(url: string, log: Logger, deliver: (topic: string, message: unknown) => void) {
  const from = randomUUID();
  const options = { maxRetriesPerRequest: null, enableOfflineQueue: false, lazyConnect: false } as const;
  const publisher = new Redis(url, options);
  const subscriber = new Redis(url, { ...options, enableOfflineQueue: true });
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: Error) =>
      log.warn({ error: error.message }, 'redis is away; boards heal by scanning'),
    );
  }
  subscriber.on('message', (_channel: string, text: string) => {
    try {
      const envelope = JSON.parse(text) as Envelope;
      if (envelope.from !== from) deliver(envelope.topic, envelope.message);
    } catch (error) {
      log.warn({ err: error }, 'an unreadable bus message was dropped');
    }
  });
  subscriber
    .subscribe(CHANNEL)
    .catch((error: unknown) => log.warn({ err: error }, 'could not subscribe to the bus yet'));
  return {
    send: (topic: string, message: unknown): void => {
      const envelope: Envelope = { from, topic, message };
      publisher.publish(CHANNEL, JSON.stringify(envelope)).catch(() => undefined);
    },
    close: async (): Promise<void> => {
      publisher.disconnect();
      subscriber.disconnect();
      await Promise.resolve();
    },
  };
}
