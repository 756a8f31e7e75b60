/** What a browser keeps as text. Private windows and embedded views refuse it; the page then works without. */
export interface TextStore {
  read(key: string): string | null;
  write(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

const PREFIX = 'paidan.';

/** Small values that outlive the page, under `paidan.`; never throws. */
export const localStore: TextStore = {
  read: (key) => guarded(() => localStorage.getItem(PREFIX + key), null),
  write: (key, value) => guarded(() => localStorage.setItem(PREFIX + key, value), undefined),
  remove: (key) => guarded(() => localStorage.removeItem(PREFIX + key), undefined),
  keys: () =>
    guarded(
      () =>
        Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
          .filter((key) => key.startsWith(PREFIX))
          .map((key) => key.slice(PREFIX.length)),
      [],
    ),
};

/** The same in memory, for tests. */
export function makeMemoryStore(): TextStore {
  const values = new Map<string, string>();
  return {
    read: (key) => values.get(key) ?? null,
    write: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  };
}

/** A value kept as JSON; damaged or absent text gives null. */
export function readJson<T>(store: TextStore, key: string): T | null {
  const text = store.read(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

export const writeJson = (store: TextStore, key: string, value: unknown): void =>
  store.write(key, JSON.stringify(value));

function guarded<T>(action: () => T, fallback: T): T {
  try {
    return action();
  } catch {
    return fallback;
  }
}
