import { type IDBPDatabase, openDB } from 'idb';
import { databaseName, rememberDatabase } from '../local-data.ts';
import type { OutboxEntry } from './entry.ts';

/** Where unsent commands survive a closed page. */
export interface OutboxStore {
  all(): Promise<OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  remove(id: string): Promise<void>;
}

const STORE = 'commands';

/** IndexedDB, one database per member. Photos are kept as blobs. */
export function makeOutboxStore(memberId: string): OutboxStore {
  const name = databaseName(memberId, 'outbox');
  let opened: Promise<IDBPDatabase> | undefined;
  const open = (): Promise<IDBPDatabase> => {
    rememberDatabase(name);
    opened ??= openDB(name, 1, {
      upgrade: (database) => void database.createObjectStore(STORE, { keyPath: 'id' }),
      // Signing out in another tab deletes the database: let it.
      blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
    }).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    all: async () => ((await (await open()).getAll(STORE)) as OutboxEntry[]).sort((a, b) => a.at - b.at),
    put: async (entry) => {
      await (await open()).put(STORE, entry);
    },
    remove: async (id) => {
      await (await open()).delete(STORE, id);
    },
  };
}

/** In memory, for tests and for browsers that refuse storage. */
export function makeMemoryOutboxStore(entries: readonly OutboxEntry[] = []): OutboxStore {
  const kept = new Map(entries.map((entry) => [entry.id, entry]));
  return {
    all: () => Promise.resolve([...kept.values()].sort((a, b) => a.at - b.at)),
    put: (entry) => Promise.resolve(void kept.set(entry.id, entry)),
    remove: (id) => Promise.resolve(void kept.delete(id)),
  };
}
