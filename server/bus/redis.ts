import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Envelope, Wire, WireEvents } from './wire.ts';

const CHANNEL = 'paidan:bus';
const RETRY_MOST_MS = 2000;
/** Every process beats this often; whoever misses so many of its own beats hangs on a dead way, of another's is alone. */
const BEAT_MS = 2000;
const BEATS_MISSED = 3;
const BEAT = 'beat';

const envelopeSchema = z.object({ from: z.string(), topic: z.string(), message: z.unknown() });

/**
 * Redis pub/sub. What cannot be sent now is dropped rather than queued: late news would only be wrong news, and everything
 * told here is compared with the database once the way is open again.
 */
export function openRedisWire(url: string, log: Logger, events: WireEvents, beatMs = BEAT_MS): Wire {
  const retryStrategy = (times: number): number => Math.min(100 * times, RETRY_MOST_MS);
  const publisher = new Redis(url, { retryStrategy, maxRetriesPerRequest: 0, enableOfflineQueue: false });
  // The subscription itself may wait for the connection; ioredis renews it after every reconnect.
  const subscriber = new Redis(url, { retryStrategy, maxRetriesPerRequest: null });
  const me = randomUUID();
  let state: 'starting' | 'there' | 'away' = 'starting';
  let closed = false;
  let losses = 0;
  /** Beats of ours since each process was heard, our own among them: counted, not timed, so that a busy moment is none. */
  const missed = new Map<string, number>([[me, 0]]);

  const send = (envelope: Envelope): void => {
    publisher.publish(CHANNEL, JSON.stringify(envelope)).catch(() => undefined);
  };
  const lost = (error: Error): void => {
    losses += 1;
    if (state === 'away' || closed) return;
    state = 'away';
    log.warn({ err: error }, 'Redis is away: this server goes on alone and compares with the database');
  };
  /** Only when Redis has taken the subscription do words come in: whoever compared earlier would miss those in between. */
  const back = async (): Promise<void> => {
    const before = losses;
    await subscriber.subscribe(CHANNEL);
    if (state === 'there' || closed || losses !== before || publisher.status !== 'ready') return;
    if (state === 'away') log.info('Redis is back');
    state = 'there';
    send({ from: me, topic: BEAT, message: null });
    events.restored();
  };
  const perhapsBack = (): void => {
    if (state === 'there' || closed || publisher.status !== 'ready' || subscriber.status !== 'ready') return;
    // It broke again meanwhile, which is told by its own event.
    back().catch(() => undefined);
  };
  for (const client of [publisher, subscriber]) {
    client.on('error', lost);
    client.on('close', () => lost(new Error('the connection was closed')));
    client.on('ready', perhapsBack);
  }
  subscriber.on('message', (_channel: string, text: string) => {
    const envelope = readEnvelope(text);
    if (!envelope) log.warn('an unreadable message on the bus was dropped');
    else if (envelope.topic !== BEAT) events.received(envelope);
    else missed.set(envelope.from, 0);
  });
  subscriber.subscribe(CHANNEL).catch((error: unknown) => {
    if (!closed) log.error({ err: error }, 'the bus could not be subscribed to');
  });

  const beat = (): void => {
    send({ from: me, topic: BEAT, message: null });
    if (state === 'away') return;
    for (const [one, beats] of missed) {
      missed.set(one, beats + 1);
      if (beats < BEATS_MISSED) continue;
      if (one === me) {
        lost(new Error('nothing came back although the connection stands'));
        publisher.disconnect(true);
        subscriber.disconnect(true);
        return;
      }
      // Another process is gone, perhaps in the moment between a commit and its word.
      missed.delete(one);
      events.restored();
    }
  };
  const beating = setInterval(beat, beatMs);
  beating.unref();

  return {
    send,
    close: async () => {
      closed = true;
      clearInterval(beating);
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
