import type { Collation } from '../bson/collation.ts';
import { collationOf } from '../bson/collation.ts';
import type { Direction } from '../bson/paths.ts';
import { directionOf } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isTrue } from '../bson/values.ts';
import { compileFilter } from '../match/filter.ts';
import type { Matcher } from '../match/types.ts';

/** As MongoDB shows it in listIndexes. */
export interface IndexSpec extends Document {
  readonly name: string;
  readonly key: Document;
}

export interface IndexField {
  readonly path: string;
  readonly steps: readonly string[];
  readonly direction: Direction;
}

/** What is kept of an index between starts. */
export interface StoredIndex {
  readonly id: number;
  readonly spec: IndexSpec;
  /** Some document files under more than one key, so one key range does not bound both ends of a condition. */
  multikey: boolean;
  /** Some key was too long and is clamped, so the order of keys is not the order of values. */
  clamped: boolean;
}

export interface Index extends StoredIndex {
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Matcher | undefined;
  readonly collation: Collation;
  /** The longest key of one field in bytes: LMDB's keys end at 1,978 bytes for all fields together. */
  readonly fieldLimit: number;
}

export const ID_INDEX = '_id_';
const KEY_BYTES = 1900;

export function prepareIndex(stored: StoredIndex): Index {
  const { spec } = stored;
  const fields = Object.entries(spec.key).map(([path, order]) => ({
    path,
    steps: path.split('.'),
    direction: directionOf(order),
  }));
  const partial = spec['partialFilterExpression'];
  return {
    ...stored,
    fields,
    unique: spec.name === ID_INDEX || isTrue(spec['unique']),
    sparse: isTrue(spec['sparse']),
    partial: isDocument(partial) ? compileFilter(partial) : undefined,
    collation: collationOf(spec['collation']),
    fieldLimit: Math.floor(KEY_BYTES / fields.length),
  };
}
