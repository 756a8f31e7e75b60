import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import { databaseName, deleteDatabase, knownDatabases, rememberDatabase } from './local-data.ts';

/** A Yjs document kept on this machine. */
export interface LocalCopy {
  /** Stops keeping it up to date. */
  readonly close: () => Promise<void>;
  /** Stops and deletes it. */
  readonly clear: () => Promise<void>;
}

export interface LocalCopies {
  /** Whether there may be a copy to read. */
  readonly has: (what: string) => boolean;
  /** Reads the copy into the document, then keeps it. Null when this browser keeps nothing or does not answer in time. */
  readonly attach: (what: string, doc: Y.Doc) => Promise<LocalCopy | null>;
  /** Deletes the copies whose names begin with `prefix`, but one. */
  readonly deleteOthers: (prefix: string, keep: string) => Promise<void>;
}

const PATIENCE_MS = 3000;

/**
 * IndexedDB, one database per room. It is read before the room is joined: a provider would take what is read later for
 * this member's own writing and send it.
 */
export function makeLocalCopies(memberId: string, patienceMs = PATIENCE_MS): LocalCopies {
  return {
    has: (what) => knownDatabases().includes(databaseName(memberId, what)),
    attach: async (what, doc) => {
      const name = databaseName(memberId, what);
      try {
        rememberDatabase(name);
        const kept = new IndexeddbPersistence(name, doc);
        const read = await Promise.race([kept.whenSynced.then(() => true), patience(patienceMs)]);
        if (!read) {
          void kept.destroy().catch(() => undefined);
          return null;
        }
        const close = (): Promise<void> => kept.destroy().then(() => undefined);
        return {
          close,
          clear: async () => {
            await close();
            await deleteDatabase(name);
          },
        };
      } catch {
        return null;
      }
    },
    deleteOthers: async (prefix, keep) => {
      const [from, kept] = [databaseName(memberId, prefix), databaseName(memberId, keep)];
      for (const name of knownDatabases()) {
        if (name.startsWith(from) && name !== kept) await deleteDatabase(name);
      }
    },
  };
}

/** For tests and private windows: nothing is kept. */
export const noLocalCopies: LocalCopies = {
  has: () => false,
  attach: () => Promise.resolve(null),
  deleteOthers: () => Promise.resolve(),
};

const patience = (ms: number): Promise<false> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(false), ms);
  });
