import { createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';

/** What a resident has written and not yet submitted. Photos stay in memory: a browser does not keep files. */
export interface Draft {
  text: string;
  areaId: string;
  address: string;
  item: string;
  wish: boolean;
  name: string;
  phone: string;
  /** Goes with every try of this submission, so that a retry is the same submission. */
  idempotencyKey: string;
}

const KEY = 'paidan.draft';

const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

const empty = (): Draft => ({
  text: '',
  areaId: '',
  address: '',
  item: '',
  wish: false,
  name: '',
  phone: '',
  idempotencyKey: newKey(),
});

function load(): Draft | null {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof parsed !== 'object' || parsed === null) return null;
    const draft = { ...empty(), ...parsed };
    return draft.text === '' ? null : draft;
  } catch {
    return null;
  }
}

/** The draft of the submit page: kept on this device at every change until it is submitted. */
export function createDraft() {
  const kept = load();
  const [draft, setDraft] = createStore<Draft>(kept ?? empty());
  const [photos, setPhotos] = createSignal<readonly File[]>([]);
  const keep = (): void => {
    try {
      localStorage.setItem(KEY, JSON.stringify(draft));
    } catch {
      // Kept in memory as long as the page lives.
    }
  };
  return {
    draft,
    photos,
    setPhotos,
    restored: kept !== null,
    set: <K extends keyof Draft>(field: K, value: Draft[K]): void => {
      setDraft(field, () => value);
      keep();
    },
    /** Another matter: everything empty but the place and the contact, which are usually the same. */
    next: (): void => {
      setDraft({ ...empty(), areaId: draft.areaId, address: '', name: draft.name, phone: draft.phone });
      setPhotos([]);
      try {
        localStorage.removeItem(KEY);
      } catch {
        // Nothing was kept.
      }
    },
  };
}
