import { type Accessor, createSignal } from 'solid-js';
import type { Instant } from '../../../shared/ids.ts';
import { memberKey } from '../../kit/local-data.ts';
import type { OutboxEntry } from '../../kit/outbox/entry.ts';
import { localStore, readJson, type TextStore, writeJson } from '../../kit/storage.ts';

/** Work that was sent after its sheet had closed and that the server did not take. Its words stay until put away. */
export interface RefusedWork {
  readonly id: string;
  readonly at: Instant;
  readonly type: string;
  readonly orderId: string | null;
  readonly about: string;
  /** What was typed. */
  readonly text: string;
  /** Why not, in the server's words. */
  readonly message: string;
}

export interface RefusedModel {
  readonly list: Accessor<readonly RefusedWork[]>;
  readonly add: (work: RefusedWork) => void;
  readonly remove: (id: string) => void;
}

export function makeRefused(memberId: string, store: TextStore = localStore): RefusedModel {
  const key = memberKey(memberId, 'field.refused');
  const [list, setList] = createSignal<readonly RefusedWork[]>(readJson<RefusedWork[]>(store, key) ?? []);
  const keep = (next: readonly RefusedWork[]): void => {
    setList(next);
    writeJson(store, key, next);
  };
  return {
    list,
    add: (work) => {
      if (!list().some((one) => one.id === work.id)) keep([...list(), work]);
    },
    remove: (id) => keep(list().filter((one) => one.id !== id)),
  };
}

/** Everything a person typed into a command, as plain text to copy. A return's reason is a code, not words. */
export function typedText(type: string, payload: Readonly<Record<string, unknown>>): string {
  return [payload['text'], type === 'return' ? undefined : payload['reason'], payload['address']]
    .filter((part): part is string => typeof part === 'string' && part.trim() !== '')
    .join('\n');
}

export const refusedFrom = (entry: OutboxEntry, message: string): RefusedWork => ({
  id: entry.id,
  at: entry.at,
  type: entry.type,
  orderId: entry.orderId ?? null,
  about: entry.about ?? '',
  text: typedText(entry.type, entry.payload),
  message,
});
