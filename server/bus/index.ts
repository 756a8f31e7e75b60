import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Bus } from '../parts.ts';
import { openRedisWire } from './redis.ts';
import type { OpenWire, WireEvents } from './wire.ts';

export interface BusOptions {
  readonly redisUrl: string | null;
  readonly log: Logger;
  /** Another way to the other processes; tests link buses in memory with it. */
  readonly openWire?: OpenWire;
}

/** Heard in this process only, after messages may have been lost: time to compare with the database at once. */
export const BUS_RESTORED = 'bus:restored';

export interface ProcessBus extends Bus {
  /** Names this process on the bus; never used again by another. */
  readonly processId: string;
}

const ids = new WeakMap<Bus, string>();

/** The process id of a bus, made up for a bus that has none. */
export function processIdOf(bus: Bus): string {
  const known = ids.get(bus) ?? randomUUID();
  ids.set(bus, known);
  return known;
}

/**
 * Small JSON messages between server processes (Y30). They may be lost while Redis is away, for scans heal what they tell,
 * but never come twice: a process hears its own at once and skips them when they come back.
 */
export function createBus({ redisUrl, log, openWire }: BusOptions): ProcessBus {
  const processId = randomUUID();
  const handlers = new Map<string, Set<(message: unknown) => void>>();
  const deliver = (topic: string, message: unknown): void => {
    for (const handler of [...(handlers.get(topic) ?? [])]) {
      try {
        handler(message);
      } catch (error) {
        log.error({ err: error, topic }, 'a bus handler failed');
      }
    }
  };
  const events: WireEvents = {
    received: (envelope) => {
      if (envelope.from !== processId) deliver(envelope.topic, envelope.message);
    },
    restored: () => deliver(BUS_RESTORED, null),
  };
  const open =
    openWire ?? (redisUrl === null ? null : (told: WireEvents) => openRedisWire(redisUrl, log, told));
  const wire = open?.(events) ?? null;

  const bus: ProcessBus = {
    processId,
    publish: (topic, message) => {
      deliver(topic, message);
      wire?.send({ from: processId, topic, message });
    },
    subscribe: (topic, handler) => {
      const known = handlers.get(topic) ?? new Set();
      handlers.set(topic, known);
      known.add(handler);
      return () => known.delete(handler);
    },
    close: async () => {
      handlers.clear();
      await wire?.close();
    },
  };
  ids.set(bus, processId);
  return bus;
}
