import type { Logger } from 'pino';
import * as Y from 'yjs';
import { WIRE } from '../../../shared/protocol/limits.ts';
import type { DocumentStore, StoredUpdate } from './document-store.ts';

const COMPACT_AFTER = 200;

export interface KeeperParts {
  readonly room: string;
  readonly store: DocumentStore;
  readonly log: Logger;
}

/** A room's document in memory beside what the database holds of it (Y12). `doc` never holds what is not stored. */
export class DocumentKeeper {
  readonly doc = new Y.Doc({ gc: true });
  private readonly parts: KeeperParts;
  /** Stored updates that are in `doc` and not yet in the snapshot of `version`. */
  private merged = new Set<string>();
  private version = 0;
  private bytes = 0;
  private loading: Promise<void> | null = null;
  private loaded = false;

  constructor(parts: KeeperParts) {
    this.parts = parts;
  }

  get isLoaded(): boolean {
    return this.loaded;
  }

  load(): Promise<void> {
    if (this.loaded) return Promise.resolve();
    this.loading ??= this.read().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  /** @returns false when one of them could not be applied, which leaves the document in an unknown state */
  apply(updates: readonly StoredUpdate[], origin: unknown): boolean {
    for (const { id, update } of updates) {
      if (this.merged.has(id)) continue;
      try {
        Y.applyUpdate(this.doc, update, origin);
      } catch (error) {
        this.parts.log.error({ err: error, room: this.parts.room, id }, 'an update could not be applied');
        return false;
      }
      this.merged.add(id);
      this.bytes += update.length;
    }
    return true;
  }

  /** What the database holds and `doc` does not. The snapshot comes as an update without an id of its own. */
  async missed(): Promise<StoredUpdate[]> {
    const { room, store } = this.parts;
    const { version, ids } = await store.heads(room);
    if (version !== this.version) return await this.adoptSnapshot();
    const unknown = ids.filter((id) => !this.merged.has(id));
    return unknown.length === 0 ? [] : await store.fetch(unknown);
  }

  /** True when that many bytes more keep the document within its bound. */
  hasRoomFor(bytes: number): boolean {
    if (this.bytes + bytes <= WIRE.yjsDocumentBytes) return true;
    // The sum of all updates only grows; what the document really takes may be far less.
    this.bytes = Y.encodeStateAsUpdate(this.doc).length;
    return this.bytes + bytes <= WIRE.yjsDocumentBytes;
  }

  async compactIfLong(): Promise<void> {
    if (this.merged.size >= COMPACT_AFTER) await this.compact();
  }

  /** Replaces the stored past by one snapshot; text that was deleted is gone with it. Never rejects: it can wait. */
  async compact(): Promise<void> {
    const { room, store, log } = this.parts;
    if (!this.loaded || this.merged.size === 0) return;
    const snapshot = Y.encodeStateAsUpdate(this.doc);
    const merged = [...this.merged];
    try {
      if (await store.compact(room, this.version, snapshot, merged)) {
        this.version += 1;
        for (const id of merged) this.merged.delete(id);
        this.bytes = snapshot.length;
      } else {
        this.apply(await this.adoptSnapshot(), null);
      }
    } catch (error) {
      log.warn({ err: error, room }, 'a document will be compacted another time');
    }
  }

  private async read(): Promise<void> {
    const { version, snapshot, updates } = await this.parts.store.load(this.parts.room);
    this.version = version;
    if (snapshot) Y.applyUpdate(this.doc, snapshot);
    for (const stored of updates) {
      // One that cannot be applied must not close the room for ever: it goes with the next snapshot.
      if (!this.apply([stored], null)) this.merged.add(stored.id);
    }
    this.bytes = (snapshot?.length ?? 0) + updates.reduce((sum, { update }) => sum + update.length, 0);
    this.loaded = true;
  }

  /** Another server has written a newer snapshot: all it holds becomes ours, whatever has been deleted since. */
  private async adoptSnapshot(): Promise<StoredUpdate[]> {
    const { version, snapshot, updates } = await this.parts.store.load(this.parts.room);
    const present = new Set(updates.map(({ id }) => id));
    for (const id of this.merged) if (!present.has(id)) this.merged.delete(id);
    this.version = version;
    const whole = snapshot ? [{ id: `snapshot:${version}`, update: snapshot }] : [];
    return [...whole, ...updates.filter(({ id }) => !this.merged.has(id))];
  }
}
