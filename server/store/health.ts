import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Health } from '../parts.ts';

export interface StoreHealth extends Health {
  /** Tells that a write failed for a reason that is not the document's: a probe finds out whether all writes do. */
  suspect(error: unknown): void;
  /** Watches the connection's client; again after it was opened anew. */
  watch(connection: Connection): void;
  stop(): void;
}

interface Parts {
  readonly log: Logger;
  /** A tiny durable write; rejects while the database takes none. */
  readonly probe: () => Promise<unknown>;
  readonly probeEveryMs?: number;
}

/** Topologies with a server that takes writes. `Single` also needs that server to be known. */
const WRITABLE_TOPOLOGIES: ReadonlySet<string> = new Set([
  'Single',
  'ReplicaSetWithPrimary',
  'Sharded',
  'LoadBalanced',
]);

interface TopologyChange {
  readonly newDescription: {
    readonly type: string;
    readonly servers: ReadonlyMap<string, { readonly type: string }>;
  };
}

/**
 * Whether writes can be acknowledged (SPEC S12): false as soon as the driver has lost every server that takes writes, or a
 * suspected write failure is confirmed by a probe (disk full); true again by itself, without a restart.
 */
export function createHealth({ log, probe, probeEveryMs = 1000 }: Parts): StoreHealth {
  const listeners = new Set<(writable: boolean) => void>();
  let reachable = true;
  let accepting = true;
  let told = true;
  let probing = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = (): void => {
    const writable = reachable && accepting;
    if (writable === told || stopped) return;
    told = writable;
    if (writable) log.info('the database takes writes again');
    else log.error('the database takes no writes; commands are refused until it does');
    for (const listener of listeners) listener(writable);
  };

  const onTopology = ({ newDescription }: TopologyChange): void => {
    const known = [...newDescription.servers.values()].some((server) => server.type !== 'Unknown');
    reachable = known && WRITABLE_TOPOLOGIES.has(newDescription.type);
    tell();
  };

  const tryWrite = async (): Promise<void> => {
    if (probing || stopped) return;
    probing = true;
    try {
      await probe();
      accepting = true;
    } catch (error) {
      if (accepting) log.error({ err: error }, 'a write to the database failed');
      accepting = false;
      timer = setTimeout(() => void tryWrite(), probeEveryMs);
      timer.unref();
    } finally {
      probing = false;
      tell();
    }
  };

  let unwatch = (): void => undefined;
  return {
    writable: () => told,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    suspect(error) {
      log.warn({ err: error }, 'the database did not answer as it should');
      void tryWrite();
    },
    watch(connection) {
      unwatch();
      const client = connection.getClient();
      client.on('topologyDescriptionChanged', onTopology);
      unwatch = () => void client.off('topologyDescriptionChanged', onTopology);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      unwatch();
      listeners.clear();
    },
  };
}
