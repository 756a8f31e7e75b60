import { openDB } from 'idb';
import { type Accessor, createSignal } from 'solid-js';
import { databaseName, rememberDatabase } from '../local-data.ts';

/** Photos of a half-written step. They outlive the sheet and the page: a phone may drop the page while its camera runs. */
export interface DraftPhotos {
  readonly files: Accessor<readonly File[]>;
  readonly set: (files: readonly File[]) => void;
  readonly discard: () => void;
}

const STORE = 'photos';

export function makeDraftPhotos(memberId: string, what: string): DraftPhotos {
  const name = databaseName(memberId, 'draft-photos');
  const [files, setFiles] = createSignal<readonly File[]>([]);
  let touched = false;
  const within = async <T>(work: (database: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> => {
    const database = await open(name);
    try {
      return await work(database);
    } finally {
      database.close();
    }
  };
  within((database) => database.get(STORE, what) as Promise<File[] | undefined>).then(
    (kept) => {
      if (kept && !touched) setFiles(kept);
    },
    // Nothing is kept here: what is added stays in memory.
    () => undefined,
  );
  const set = (next: readonly File[]): void => {
    touched = true;
    setFiles(next);
    within(async (database) => {
      if (next.length === 0) await database.delete(STORE, what);
      else await database.put(STORE, [...next], what);
    }).catch(() => undefined);
  };
  return { files, set, discard: () => set([]) };
}

const open = (name: string) => {
  rememberDatabase(name);
  return openDB(name, 1, { upgrade: (database) => void database.createObjectStore(STORE) });
};
