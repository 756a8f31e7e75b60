import { defineCollection, Id } from '../define.ts';

/** An update of a shared document, stored before it is relayed. */
export interface YjsUpdateDocument {
  readonly _id: string;
  readonly room: string;
  /** Order of arrival within the room, for reading; updates commute. */
  readonly seq: number;
  readonly update: Buffer;
  readonly at: Date;
}
export const yjsUpdates = defineCollection<YjsUpdateDocument>(
  'yjs_updates',
  { _id: Id, room: Id, seq: Number, update: Buffer, at: Date },
  [[{ room: 1, seq: 1 }]],
);

/** What compaction merged; written before the updates it contains are deleted. */
export interface YjsSnapshotDocument {
  /** The room's name. */
  readonly _id: string;
  readonly snapshot: Buffer;
  readonly version: number;
  readonly at: Date;
}
export const yjsSnapshots = defineCollection<YjsSnapshotDocument>('yjs_snapshots', {
  _id: Id,
  snapshot: Buffer,
  version: Number,
  at: Date,
});
