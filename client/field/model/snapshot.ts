import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { FieldSnapshot } from '../../../shared/protocol/dto.ts';
import { api } from '../../kit/api.ts';
import { isFault } from '../../kit/fault.ts';
import { memberKey } from '../../kit/local-data.ts';
import { PATHS } from '../../kit/paths.ts';
import type { Staff } from '../../kit/staff.ts';
import { localStore, readJson, type TextStore, writeJson } from '../../kit/storage.ts';
import { arrivals, type OfferRow, shownRev } from './lists.ts';

export interface SnapshotModel {
  readonly snapshot: Accessor<FieldSnapshot | null>;
  /** Words of the last failed reading, until one succeeds; null without a failure or without network. */
  readonly problem: Accessor<string | null>;
  readonly reload: () => Promise<void>;
  /** Changes what is shown ahead of the server; an answer that was on its way is thrown away and asked for again. */
  readonly change: (next: (snapshot: FieldSnapshot) => FieldSnapshot) => void;
}

interface SnapshotParts {
  readonly staff: Pick<Staff, 'member' | 'connection'>;
  readonly arrived?: (rows: readonly OfferRow[]) => void;
  readonly fetchIt?: () => Promise<FieldSnapshot>;
  readonly store?: TextStore;
}

/** Several changes within a moment are one question to the server. */
const GATHER_MS = 150;

/** The phone's lists: kept on the phone, asked for again whenever somebody says that they changed (rule U60). */
export function createSnapshot(parts: SnapshotParts): SnapshotModel {
  const { connection, member } = parts.staff;
  const store = parts.store ?? localStore;
  const fetchIt = parts.fetchIt ?? (() => api.get<FieldSnapshot>(PATHS.fieldSnapshot));
  const key = memberKey(member()._id, 'field');
  const [snapshot, setSnapshot] = createSignal<FieldSnapshot | null>(readJson<FieldSnapshot>(store, key));
  const [problem, setProblem] = createSignal<string | null>(null);
  let version = 0;
  let reading: Promise<void> | null = null;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  const show = (next: FieldSnapshot): void => {
    writeJson(store, key, next);
    setSnapshot(next);
  };
  const goesOn = (): boolean => again && !ended;
  const read = async (): Promise<void> => {
    do {
      again = false;
      const asked = version;
      try {
        const next = await fetchIt();
        if (ended) return;
        if (asked === version) {
          const rows = arrivals(snapshot(), next);
          show(next);
          if (rows.length > 0) parts.arrived?.(rows);
        } else again = true;
        setProblem(null);
      } catch (error) {
        // What is kept stays on the screen; without network the freshness mark says enough.
        if (!isFault(error, 'offline')) setProblem(error instanceof Error ? error.message : String(error));
      }
    } while (goesOn());
  };
  const reload = (): Promise<void> => {
    if (reading) again = true;
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), GATHER_MS);
  };

  onCleanup(() => {
    ended = true;
    clearTimeout(timer);
  });
  onCleanup(connection.onHello(soon));
  onCleanup(connection.onNotice(soon));
  onCleanup(
    connection.onChanged(({ orderId, rev }) => {
      const shown = shownRev(snapshot(), orderId);
      if (shown === null || shown < rev) soon();
    }),
  );
  // The page may open long after the hello.
  if (connection.link().state === 'live') soon();

  return {
    snapshot,
    problem,
    reload,
    change: (next) => {
      const current = snapshot();
      if (!current) return;
      version += 1;
      show(next(current));
    },
  };
}
