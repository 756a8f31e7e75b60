import { type Accessor, createSignal } from 'solid-js';
import { MOST_NOTICES } from '../../shared/protocol/limits.ts';
import type { Notice } from '../../shared/protocol/socket.ts';
import { makeListeners } from './listeners.ts';
import { memberKey } from './local-data.ts';
import { localStore, readJson, type TextStore, writeJson } from './storage.ts';

/** The notices of one member on this machine, newest first. A notice that comes twice is kept and told once (U90). */
export interface Notices {
  readonly list: Accessor<readonly Notice[]>;
  readonly unread: Accessor<number>;
  readonly add: (notice: Notice) => void;
  /** Hears each notice the first time it comes: what chimes, counts or speaks listens here. */
  readonly onNew: (listener: (notice: Notice) => void) => () => void;
  readonly markRead: () => void;
}

interface Kept {
  readonly list: readonly Notice[];
  readonly unread: readonly string[];
}

export function makeNotices(memberId: string, store: TextStore = localStore): Notices {
  const key = memberKey(memberId, 'notices');
  const kept = readJson<Kept>(store, key) ?? { list: [], unread: [] };
  const [list, setList] = createSignal<readonly Notice[]>(kept.list);
  const [fresh, setFresh] = createSignal<ReadonlySet<string>>(new Set(kept.unread));
  const listeners = makeListeners<Notice>();
  const keep = (): void => writeJson(store, key, { list: list(), unread: [...fresh()] } satisfies Kept);
  return {
    list,
    unread: () => fresh().size,
    add: (notice) => {
      if (list().some((one) => one.id === notice.id)) return;
      const next = [notice, ...list()].slice(0, MOST_NOTICES);
      const shown = new Set(next.map((one) => one.id));
      setList(next);
      setFresh((ids) => new Set([...ids, notice.id].filter((id) => shown.has(id))));
      keep();
      listeners.tell(notice);
    },
    onNew: listeners.add,
    markRead: () => {
      setFresh(new Set<string>());
      keep();
    },
  };
}
