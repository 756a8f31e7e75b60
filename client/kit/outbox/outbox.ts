import { type Accessor, createSignal } from 'solid-js';
import type { Instant } from '../../../shared/ids.ts';
import type { CommandAck } from '../../../shared/protocol/socket.ts';
import type { CommandRefusal, Delivery, OutboxEntry, OutboxFile } from './entry.ts';
import type { OutboxStore } from './store.ts';

export type Draft = Omit<OutboxEntry, 'id' | 'memberId' | 'at' | 'tries' | 'state' | 'files'> & {
  readonly files?: readonly Blob[];
};

/** Resolves with the server's answer, however long that takes; with null when it was withdrawn before. */
export interface Sending {
  readonly id: string;
  readonly answer: Promise<CommandAck | null>;
}

export interface Outbox {
  /** Everything unanswered or refused unseen, oldest first (reactive). */
  readonly entries: Accessor<readonly OutboxEntry[]>;
  readonly send: (draft: Draft) => Sending;
  /** Takes an unanswered command back, or clears a refused one away. One that may have arrived is only not sent again. */
  readonly withdraw: (id: string) => void;
  /** Tries again what waits: after a connection, a sign-in, or the database's return. */
  readonly pump: () => void;
  /** Reads what an earlier page left unsent. */
  readonly restore: () => Promise<void>;
  /** Hears the answers whose sender is gone (an earlier page's). */
  readonly onSettled: (listener: (entry: OutboxEntry, ack: CommandAck) => void) => () => void;
  readonly stop: () => void;
}

export interface OutboxParts {
  readonly memberId: string;
  readonly store: OutboxStore;
  readonly deliver: (entry: OutboxEntry) => Promise<Delivery>;
  /** @throws when it could not be uploaded now; an ApiFault with a 4xx status refuses the command. */
  readonly upload: (file: Blob) => Promise<string>;
  readonly now: () => Instant;
  readonly newId: () => string;
  /** Waits before another try while connected; tests pass their own. */
  readonly later: (ms: number, action: () => void) => () => void;
  readonly refusalOf: (error: unknown) => CommandRefusal | null;
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/**
 * Keeps every command until the server has answered it, across reconnects and reloads, always with the same id (rule
 * U23). Commands for one order go one after another; different orders do not wait for each other.
 */
export function makeOutbox(parts: OutboxParts): Outbox {
  const [entries, setEntries] = createSignal<readonly OutboxEntry[]>([]);
  const waiters = new Map<string, (ack: CommandAck | null) => void>();
  const busy = new Set<string>();
  const listeners = new Set<(entry: OutboxEntry, ack: CommandAck) => void>();
  const lane = (entry: OutboxEntry): string => entry.orderId ?? entry.id;
  let wait = FIRST_WAIT;
  let cancelLater: (() => void) | undefined;
  let stopped = false;

  const find = (id: string): OutboxEntry | undefined => entries().find((entry) => entry.id === id);
  const keep = (entry: OutboxEntry): void => {
    setEntries((list) =>
      list.some((one) => one.id === entry.id)
        ? list.map((one) => (one.id === entry.id ? entry : one))
        : [...list, entry],
    );
    // Storage may be full or refused; the command still goes from memory.
    parts.store.put(entry).catch(() => undefined);
  };
  const drop = (id: string): void => {
    setEntries((list) => list.filter((entry) => entry.id !== id));
    parts.store.remove(id).catch(() => undefined);
  };

  const settle = (entry: OutboxEntry, ack: CommandAck): void => {
    const waiter = waiters.get(entry.id);
    waiters.delete(entry.id);
    if (waiter || ack.ok) drop(entry.id);
    else keep({ ...entry, state: 'refused', refusal: ack });
    if (waiter) waiter(ack);
    else for (const listener of listeners) listener(entry, ack);
  };

  /** Uploads what is not yet uploaded, noting each id at once. Null: not now. */
  const withPhotos = async (entry: OutboxEntry): Promise<OutboxEntry | CommandRefusal | null> => {
    let current = entry;
    for (const [index, file] of (entry.files ?? []).entries()) {
      if (file.photoId !== undefined) continue;
      try {
        const photoId = await parts.upload(file.blob);
        const files = (current.files ?? []).map(
          (one, at): OutboxFile => (at === index ? { ...one, photoId } : one),
        );
        current = { ...current, files };
        if (find(entry.id)) keep(current);
      } catch (error) {
        return parts.refusalOf(error);
      }
    }
    return current;
  };

  const attempt = async (entry: OutboxEntry): Promise<'go on' | 'wait' | 'rest'> => {
    const ready = await withPhotos(entry);
    if (!find(entry.id)) return 'go on';
    if (ready === null) return 'wait';
    if ('ok' in ready) {
      settle(entry, ready);
      return 'go on';
    }
    const tried = { ...ready, tries: ready.tries + 1 };
    keep(tried);
    const delivery = await parts.deliver(tried);
    if (!find(entry.id)) return 'go on';
    if (delivery.kind === 'answered') {
      wait = FIRST_WAIT;
      settle(tried, delivery.ack);
      return 'go on';
    }
    return delivery.why === 'busy' ? 'wait' : 'rest';
  };

  const run = async (name: string): Promise<void> => {
    for (;;) {
      const next = entries().find((entry) => entry.state === 'waiting' && lane(entry) === name);
      if (!next || stopped) break;
      const outcome = await attempt(next);
      if (outcome === 'go on') continue;
      if (outcome === 'wait') retryLater();
      break;
    }
    busy.delete(name);
  };
  const retryLater = (): void => {
    cancelLater?.();
    cancelLater = parts.later(wait, pump);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
  function pump(): void {
    if (stopped) return;
    for (const entry of entries()) {
      const name = lane(entry);
      if (entry.state !== 'waiting' || busy.has(name)) continue;
      busy.add(name);
      run(name).catch(() => {
        busy.delete(name);
        retryLater();
      });
    }
  }

  return {
    entries,
    pump,
    send: (draft) => {
      const { files, ...rest } = draft;
      const entry: OutboxEntry = {
        ...rest,
        ...(files && files.length > 0 ? { files: files.map((blob) => ({ blob })) } : {}),
        id: parts.newId(),
        memberId: parts.memberId,
        at: parts.now(),
        tries: 0,
        state: 'waiting',
      };
      const answer = new Promise<CommandAck | null>((resolve) => waiters.set(entry.id, resolve));
      keep(entry);
      pump();
      return { id: entry.id, answer };
    },
    withdraw: (id) => {
      drop(id);
      waiters.get(id)?.(null);
      waiters.delete(id);
    },
    restore: async () => {
      const left = await parts.store.all().catch((): OutboxEntry[] => []);
      const known = new Set(entries().map((entry) => entry.id));
      setEntries((list) => [...left.filter((entry) => !known.has(entry.id)), ...list]);
      pump();
    },
    onSettled: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      stopped = true;
      cancelLater?.();
    },
  };
}
