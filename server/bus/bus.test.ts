import { Redis } from 'ioredis';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bus } from '../parts.ts';
import { silent } from '../testing/database.ts';
import { until } from '../testing/live.ts';
import { hasRedis, startRedis, type TestRedis } from '../testing/redis.ts';
import { createBus } from './index.ts';
import { openRedisWire } from './redis.ts';
import type { WireEvents } from './wire.ts';

/** A bus with what it heard. */
function listening(redisUrl: string): { bus: Bus; heard: unknown[]; restored: () => number } {
  const bus = createBus({ redisUrl, log: silent });
  const heard: unknown[] = [];
  let restored = 0;
  bus.subscribe('news', (message) => heard.push(message));
  bus.onRestored(() => {
    restored += 1;
  });
  return { bus, heard, restored: () => restored };
}

describe.skipIf(!hasRedis)('the bus over Redis', () => {
  let redis: TestRedis;
  const ends: (() => unknown)[] = [];
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    await redis.close();
  });
  const join = () => {
    const joined = listening(redis.url);
    ends.push(() => joined.bus.close());
    return joined;
  };

  test('Y30 every process hears each word once, its own included', async () => {
    const [one, two] = [join(), join()];
    await until(() => {
      expect(one.restored()).toBeGreaterThanOrEqual(1);
      expect(two.restored()).toBeGreaterThanOrEqual(1);
    });
    one.bus.publish('news', 1);
    two.bus.publish('news', 2);
    await until(() => expect([...one.heard].sort()).toEqual([1, 2]));
    await until(() => expect([...two.heard].sort()).toEqual([1, 2]));
  });

  test('Y36 whoever could not speak for a moment lets the others look as well', async () => {
    const [one, two] = [join(), join()];
    // Each has been told of its own beginning and of the other's.
    await until(() => expect(one.restored() + two.restored()).toBeGreaterThanOrEqual(3));
    const knife = new Redis(redis.url);
    ends.push(() => knife.disconnect());
    const before = [one.restored(), two.restored()];
    // Those who publish are cut off; those who listen stay connected.
    await knife.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await until(() => {
      expect(one.restored()).toBeGreaterThanOrEqual((before[0] ?? 0) + 2);
      expect(two.restored()).toBeGreaterThanOrEqual((before[1] ?? 0) + 2);
    });
    one.bus.publish('news', 'again');
    await until(() => expect(two.heard).toEqual(['again']));
  });

  test('Y36 a process that falls silent makes the others look, for it may have died between a commit and its word', async () => {
    let restored = 0;
    const heard: unknown[] = [];
    const wire = (events: Partial<WireEvents>) => {
      const none = { received: () => undefined, restored: () => undefined };
      const opened = openRedisWire(redis.url, silent, { ...none, ...events }, 50);
      ends.push(() => opened.close());
      return opened;
    };
    wire({ received: ({ topic }) => void heard.push(topic), restored: () => (restored += 1) });
    await until(() => expect(restored).toBe(1));
    const other = wire({ restored: () => other.send({ from: 'other', topic: 'here', message: null }) });
    await until(() => expect(heard).toEqual(['here']));
    await other.close();
    await until(() => expect(restored).toBe(2));
  });

  test('Y36 a way that stands but carries nothing is noticed, and compared when it carries again', async () => {
    let restored = 0;
    const warned: string[] = [];
    const wire = openRedisWire(
      redis.url,
      pino({ level: 'warn' }, { write: (line) => void warned.push(line) }),
      {
        received: () => undefined,
        restored: () => {
          restored += 1;
        },
      },
      50,
    );
    ends.push(() => wire.close());
    await until(() => expect(restored).toBe(1));
    redis.freeze();
    await until(() => expect(warned.join('')).toContain('Redis is away'));
    redis.wake();
    await until(() => expect(restored).toBeGreaterThanOrEqual(2));
  });
});
