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
