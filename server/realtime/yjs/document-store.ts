import type { Instant } from '../../../shared/ids.ts';
import type { Store } from '../../store/connect.ts';

export interface StoredUpdate {
  readonly id: string;
  readonly update: Uint8Array;
}

/** What the database holds of a room: the snapshot of `version` (0: none) and the updates since. */
export interface StoredDocument {
  readonly version: number;
  readonly snapshot: Uint8Array | null;
  readonly updates: readonly StoredUpdate[];
}

/** Updates and snapshots of writable rooms in MongoDB (Y12). Every method rejects while the database is away. */
export interface DocumentStore {
  load(room: string): Promise<StoredDocument>;
  /** Resolves when the update is durable. */
  append(room: string, stored: StoredUpdate): Promise<void>;
  /** Ids of the updates there are now, and the snapshot's version: what another server may have added. */
  heads(room: string): Promise<{ readonly version: number; readonly ids: readonly string[] }>;
  fetch(ids: readonly string[]): Promise<StoredUpdate[]>;
  /**
   * Puts the snapshot in the place of `version`, then deletes the updates it merged, and only those: a crash between the
   * two loses nothing.
   * @returns false when another server was faster; nothing has changed then
   */
  compact(room: string, version: number, snapshot: Uint8Array, merged: readonly string[]): Promise<boolean>;
}

export function createDocumentStore(store: Pick<Store, 'models'>, now: () => Instant): DocumentStore {
  const { yjsSnapshots, yjsUpdates } = store.models;
  let last = 0;
  /** Order of arrival, for reading; several servers may use the same number, and updates commute. */
  const nextSeq = (): number => {
    last = Math.max(last + 1, now() * 1000);
    return last;
  };

  const replaceSnapshot = async (room: string, version: number, snapshot: Uint8Array): Promise<boolean> => {
    const next = { snapshot: Buffer.from(snapshot), version: version + 1, at: new Date(now()) };
    if (version === 0) {
      const { upsertedCount } = await yjsSnapshots.updateOne(
        { _id: room },
        { $setOnInsert: next },
        { upsert: true },
      );
      return upsertedCount === 1;
    }
    const { matchedCount } = await yjsSnapshots.updateOne({ _id: room, version }, { $set: next });
    return matchedCount === 1;
  };

  return {
    load: async (room) => {
      // Updates first: one that is merged away meanwhile is then in the snapshot as well, never in neither.
      const updates = await yjsUpdates.find({ room }).sort({ seq: 1 }).lean();
      const snapshot = await yjsSnapshots.findById(room).lean();
      return {
        version: snapshot?.version ?? 0,
        snapshot: snapshot ? bytesOf(snapshot.snapshot) : null,
        updates: updates.map(({ _id, update }) => ({ id: _id, update: bytesOf(update) })),
      };
    },
    append: async (room, { id, update }) => {
      await yjsUpdates.create({
        _id: id,
        room,
        seq: nextSeq(),
        update: Buffer.from(update),
        at: new Date(now()),
      });
    },
    heads: async (room) => {
      const updates = await yjsUpdates.find({ room }, { _id: 1 }).lean();
      const snapshot = await yjsSnapshots.findById(room, { version: 1 }).lean();
      return { version: snapshot?.version ?? 0, ids: updates.map(({ _id }) => _id) };
    },
    fetch: async (ids) => {
      const found = await yjsUpdates.find({ _id: { $in: ids } }).lean();
      return found.map(({ _id, update }) => ({ id: _id, update: bytesOf(update) }));
    },
    compact: async (room, version, snapshot, merged) => {
      const isMine = await replaceSnapshot(room, version, snapshot);
      if (isMine) await yjsUpdates.deleteMany({ _id: { $in: merged } });
      return isMine;
    },
  };
}

/** Lean reads give BSON binaries or buffers, by the driver's mood. */
function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'object' && value !== null && 'buffer' in value) {
    const { buffer } = value;
    const length = 'position' in value && typeof value.position === 'number' ? value.position : undefined;
    if (buffer instanceof Uint8Array) return buffer.subarray(0, length);
  }
  throw new TypeError('stored bytes are unreadable');
}
