import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import { type ApiFault, isFault } from './fault.ts';

export interface Loaded<Value> {
  /** The latest answer; stays while it is asked again, and when that fails. */
  readonly value: Accessor<Value | undefined>;
  /** Why the latest request failed. */
  readonly fault: Accessor<ApiFault | null>;
  readonly loading: Accessor<boolean>;
  readonly reload: () => Promise<void>;
}

/**
 * Asks at once and whenever `reload` is called. The latest request wins, and answers after the owner's end are ignored.
 * Plain signals, not a resource: what waits for an answer must never hold back the rest of a live page.
 */
export function createLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [value, setValue] = createSignal<Value>();
  const [fault, setFault] = createSignal<ApiFault | null>(null);
  const [loading, setLoading] = createSignal(true);
  let asked = 0;
  onCleanup(() => {
    asked = Number.NaN;
  });
  const reload = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    setLoading(true);
    try {
      const answer = await load();
      if (mine !== asked) return;
      setFault(null);
      setValue(() => answer);
    } catch (error) {
      if (mine !== asked) return;
      if (!isFault(error)) throw error;
      setFault(error);
    } finally {
      if (mine === asked) setLoading(false);
    }
  };
  void reload();
  return { value, fault, loading, reload };
}

/**
 * The same for a question that changes: asked again whenever `source` does, and not at all while it is false. What was
 * answered before stays until the new answer is there.
 */
export function createAsked<Source, Value>(
  source: Accessor<Source | false>,
  load: (source: Source) => Promise<Value>,
): Loaded<Value | undefined> {
  const current = createMemo(source);
  let used: Source | false = false;
  const loaded = createLoaded(async () => {
    used = untrack(current);
    return used === false ? undefined : await load(used);
  });
  // Not deferred: while a page is still coming the source may change before the first run.
  createEffect(on(current, (now) => now !== used && void loaded.reload()));
  return loaded;
}
