import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Envelope, Wire, WireEvents } from './wire.ts';

const CHANNEL = 'paidan:bus';
const RETRY_MOST_MS = 2000;

const envelopeSchema = z.object({ from: z.string(), topic: z.string(), message: z.unknown() });

/**
 * Redis pub/sub. What cannot be sent now is dropped rather than queued: late news would only be wrong news, and everything
 * told here is compared with the database once the way is open again.
 */
export function openRedisWire(url: string, log: Logger, events: WireEvents): Wire {
  const retryStrategy = (times: number): number => Math.min(100 * times, RETRY_MOST_MS);
  const publisher = new Redis(url, { retryStrategy, maxRetriesPerRequest: 0, enableOfflineQueue: false });
  // The subscription itself may wait for the connection; ioredis renews it after every reconnect.
  const subscriber = new Redis(url, { retryStrategy, maxRetriesPerRequest: null });
  let away = false;
  let closed = false;

  const lost = (error: Error): void => {
    if (away || closed) return;
    away = true;
    log.warn({ err: error }, 'Redis is away: this server goes on alone and compares with the database');
  };
  const back = (): void => {
    if (!away || closed || publisher.status !== 'ready' || subscriber.status !== 'ready') return;
    away = false;
    log.info('Redis is back');
    events.restored();
  };
  for (const client of [publisher, subscriber]) {
    client.on('error', lost);
    client.on('close', () => lost(new Error('the connection was closed')));
    client.on('ready', back);
  }
  subscriber.on('message', (_channel: string, text: string) => {
    const envelope = readEnvelope(text);
    if (envelope) events.received(envelope);
    else log.warn('an unreadable message on the bus was dropped');
  });
  subscriber.subscribe(CHANNEL).catch((error: unknown) => {
    if (!closed) log.error({ err: error }, 'the bus could not be subscribed to');
  });

  return {
    send: (envelope) => {
      publisher.publish(CHANNEL, JSON.stringify(envelope)).catch(() => undefined);
    },
    close: async () => {
      closed = true;
      publisher.disconnect();
      subscriber.disconnect();
      await Promise.resolve();
    },
  };
}

function readEnvelope(text: string): Envelope | null {
  try {
    return envelopeSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
