import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import type { Server } from 'socket.io';

const RETRY_MOST_MS = 2000;

/**
 * The Redis Streams adapter of Socket.IO with the connections it opens. While Redis is away its clients wait: the adapter
 * reads in a loop without a pause, so a client that failed at once would keep the process from everything else.
 */
export interface Streams {
  readonly adapter: NonNullable<Parameters<Server['adapter']>[0]>;
  /** After the adapters were closed: an adapter that still reads would try again without end. */
  close(): void;
}

export function openStreams(url: string): Streams {
  const opened: Redis[] = [];
  const open = (): Redis => {
    const client = new Redis(url, {
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(100 * times, RETRY_MOST_MS),
    });
    // The bus tells of a Redis that is away; one voice is enough.
    client.on('error', () => undefined);
    client.duplicate = open;
    opened.push(client);
    return client;
  };
  const main = open();
  return {
    adapter: createAdapter(main, { streamName: 'paidan:socket', channelPrefix: 'paidan:socket' }),
    close: (): void => {
      for (const client of opened) client.disconnect();
    },
  };
}
