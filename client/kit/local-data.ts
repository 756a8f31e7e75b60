import { localStore, readJson, type TextStore, writeJson } from './storage.ts';

/**
 * Local copies belong to one member and are deleted when that member signs out. Their databases are named here and kept in
 * a list of our own, because not every browser can list its databases.
 */
export const databaseName = (memberId: string, what: string): string => `paidan:${memberId}:${what}`;

/** Prefix of a member's small values. */
export const memberKey = (memberId: string, what: string): string => `m.${memberId}.${what}`;

const LIST = 'databases';

/** Every database of ours, oldest first. */
export const knownDatabases = (store: TextStore = localStore): string[] =>
  readJson<string[]>(store, LIST) ?? [];

/** Remembers a database before it is opened, so that it can be deleted later. */
export function rememberDatabase(name: string, store: TextStore = localStore): void {
  const names = knownDatabases(store);
  if (!names.includes(name)) writeJson(store, LIST, [...names, name]);
}

/** Deletes a database; one that is still open elsewhere goes as soon as it is closed. Never rejects. */
export async function deleteDatabase(name: string, store: TextStore = localStore): Promise<void> {
  await new Promise<void>((resolve) => {
    try {
      const asked = indexedDB.deleteDatabase(name);
      for (const outcome of ['success', 'error', 'blocked']) asked.addEventListener(outcome, () => resolve());
    } catch {
      resolve();
    }
  });
  writeJson(
    store,
    LIST,
    knownDatabases(store).filter((known) => known !== name),
  );
}

/** Deletes everything this machine keeps for a member: boards, notes, drafts, outbox. */
export async function deleteLocalData(memberId: string, store: TextStore = localStore): Promise<void> {
  const prefix = databaseName(memberId, '');
  for (const name of knownDatabases(store)) {
    if (name.startsWith(prefix)) await deleteDatabase(name, store);
  }
  for (const key of store.keys()) {
    if (key.startsWith(memberKey(memberId, ''))) store.remove(key);
  }
}
