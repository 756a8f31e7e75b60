import * as Y from 'yjs';
import type { Instant } from '../../../shared/ids.ts';
import type { Store } from '../../store/connect.ts';

export interface NotesStore {
  load(room: string): Promise<{ updates: Uint8Array[]; bytes: number }>;
  /** Resolves when the update is durable. */
  append(room: string, update: Uint8Array): Promise<void>;
  /** Merges what is stored into one snapshot; deleted text is gone afterwards. Returns what is left to merge next time. */
  compact(room: string): Promise<{ updates: number; bytes: number }>;
}

/** Buffers come back from lean reads as BSON binaries. */
export const bytesOf = (value: unknown): Uint8Array => {
  if (value instanceof Uint8Array) return value;
  if (
    typeof value === 'object' &&
    value !== null &&
    'buffer' in value &&
    value.buffer instanceof Uint8Array
  ) {
    const length =
      'position' in value && typeof value.position === 'number' ? value.position : value.buffer.length;
    return value.buffer.subarray(0, length);
  }
  throw new TypeError('stored bytes are unreadable');
};

/** Updates and snapshots of writable rooms in MongoDB (Y12). */
export function createNotesStore(
  store: Pick<Store, 'models'>,
  newId: () => string,
  now: () => Instant,
): NotesStore {
  const { yjsSnapshots, yjsUpdates } = store.models;
  let last = 0;
  /** Order of arrival; several servers may write at once, and updates commute. */
  const nextSeq = (): number => {
    last = Math.max(last + 1, now() * 1000);
    return last;
  };
  const read = async (room: string) => {
    // The updates first: another server that compacts meanwhile has written its snapshot before it deletes them (Y12).
    const stored = await yjsUpdates.find({ room }).sort({ seq: 1 }).lean();
    const snapshot = await yjsSnapshots.findById(room).lean();
    return { snapshot, stored };
  };
  return {
    load: async (room) => {
      const { snapshot, stored } = await read(room);
      const updates = [...(snapshot ? [snapshot.snapshot] : []), ...stored.map((one) => one.update)].map(
        bytesOf,
      );
      return { updates, bytes: updates.reduce((sum, update) => sum + update.length, 0) };
    },
    append: async (room, update) => {
      await yjsUpdates.create({
        _id: newId(),
        room,
        seq: nextSeq(),
        update: Buffer.from(update),
        at: new Date(now()),
      });
    },
    compact: async (room) => {
      const { snapshot, stored } = await read(room);
      const doc = new Y.Doc({ gc: true });
      for (const one of [...(snapshot ? [snapshot.snapshot] : []), ...stored.map(({ update }) => update)]) {
        Y.applyUpdate(doc, bytesOf(one));
      }
      const merged = Y.encodeStateAsUpdate(doc);
      doc.destroy();
      // The snapshot first, and only what it contains is deleted: a crash between the two loses nothing.
      const version = (snapshot?.version ?? 0) + 1;
      const replaced = snapshot
        ? await yjsSnapshots.updateOne(
            { _id: room, version: snapshot.version },
            { $set: { snapshot: Buffer.from(merged), version, at: new Date(now()) } },
          )
        : await yjsSnapshots.updateOne(
            { _id: room },
            { $setOnInsert: { snapshot: Buffer.from(merged), version, at: new Date(now()) } },
            { upsert: true },
          );
      const mine = replaced.modifiedCount + replaced.upsertedCount > 0;
      if (mine) await yjsUpdates.deleteMany({ _id: { $in: stored.map((one) => one._id) } });
      return { updates: mine ? 1 : stored.length, bytes: merged.length };
    },
  };
}
