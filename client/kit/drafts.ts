import { type Accessor, createSignal } from 'solid-js';
import { memberKey } from './local-data.ts';
import { localStore, readJson, type TextStore, writeJson } from './storage.ts';

/** Something half typed. It outlives closing the form, the page and the session; only sending or discarding ends it. */
export interface Draft<T> {
  readonly value: Accessor<T>;
  readonly set: (change: Partial<T>) => void;
  readonly touched: Accessor<boolean>;
  readonly discard: () => void;
}

/** A draft kept under the member's own key; `empty` is what a new one holds. Old drafts with other fields are completed. */
export function makeDraft<T extends object>(
  memberId: string,
  what: string,
  empty: () => T,
  store: TextStore = localStore,
): Draft<T> {
  const key = memberKey(memberId, `draft.${what}`);
  const kept = readJson<Partial<T>>(store, key);
  const [value, setValue] = createSignal<T>({ ...empty(), ...kept });
  const [touched, setTouched] = createSignal(kept !== null);
  return {
    value,
    touched,
    set: (change) => {
      const next = { ...value(), ...change };
      setValue(() => next);
      setTouched(true);
      writeJson(store, key, next);
    },
    discard: () => {
      store.remove(key);
      setTouched(false);
      setValue(() => empty());
    },
  };
}

/** Texts of half-filled forms of this member, which signing out would delete. */
export const draftCount = (memberId: string, store: TextStore = localStore): number =>
  store.keys().filter((key) => key.startsWith(memberKey(memberId, 'draft.'))).length;
