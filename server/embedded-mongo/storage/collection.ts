import { decode } from '../bson/codec.ts';
import type { Document } from '../bson/values.ts';
import type { Matcher } from '../match/types.ts';
import type { Index } from './index-definition.ts';

/** One collection as the server keeps it in memory; everything here can be read again from the data file. */
export interface Collection {
  namespace: string;
  readonly id: number;
  readonly uuid: string;
  options: Document;
  /** From `options.validator`. */
  validator: Matcher | undefined;
  /** The first is always the one on `_id`. */
  readonly indexes: Index[];
  count: number;
  nextRecord: number;
}

/** A document with its place in the collection; records are numbered in the order of insertion. */
export interface Row {
  readonly record: number;
  readonly document: Document;
  /** The document as it is stored. */
  readonly bytes: Uint8Array;
}

/** A row as a scan finds it: decoded only when somebody asks for the document. */
export class FoundRow implements Row {
  readonly record: number;
  readonly bytes: Uint8Array;
  #document: Document | undefined;

  constructor(record: number, bytes: Uint8Array) {
    this.record = record;
    this.bytes = bytes;
  }

  get document(): Document {
    return (this.#document ??= decode(this.bytes));
  }
}
