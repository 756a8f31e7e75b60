import { decode } from '../bson/codec.ts';
import type { Collection, Row } from './collection.ts';
import type { BinaryTable, Environment } from './environment.ts';
import { recordKey, u32 } from './environment.ts';

/** Keys from `start` (included) to `end` (excluded). */
export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer;
}

const FIRST_CHUNK = 16;
const LARGEST_CHUNK = 512;

/**
 * Walks a range in chunks and holds no LMDB cursor between them, so that a client's cursor may rest for minutes and
 * go on after other writes; what changes meanwhile may be seen or not, as in MongoDB.
 */
function* scanRange(
  table: BinaryTable,
  range: KeyRange,
  reverse: boolean,
): Generator<{ key: Buffer; value: Buffer }> {
  let { start, end } = range;
  for (let limit = FIRST_CHUNK; ; limit = Math.min(limit * 2, LARGEST_CHUNK)) {
    const chunk = [...table.getRange(reverse ? { start: end, reverse, limit } : { start, end, limit })];
    for (const entry of chunk) {
      if (reverse && Buffer.compare(entry.key, range.start) < 0) return;
      // Backwards LMDB includes the key it starts from, which is our excluded end or the last one seen.
      if (reverse && Buffer.compare(entry.key, end) >= 0) continue;
      yield entry;
    }
    const last = chunk.at(-1);
    if (!last || chunk.length < limit) return;
    if (reverse) end = last.key;
    else start = Buffer.concat([last.key, Buffer.of(0)]);
  }
}

export function* scanRecords(
  environment: Environment,
  collection: Collection,
  reverse = false,
): Generator<Row> {
  const range = { start: recordKey(collection.id, 0), end: u32(collection.id + 1) };
  for (const { key, value } of scanRange(environment.records, range, reverse))
    yield { record: key.readUIntBE(4, 6), document: decode(value), bytes: value };
}

/** The documents filed in the ranges of an index, each once. */
export function* scanIndex(
  environment: Environment,
  collection: Collection,
  ranges: readonly KeyRange[],
  reverse: boolean,
  multikey: boolean,
): Generator<Row> {
  const seen = new Set<number>();
  for (const range of reverse ? ranges.toReversed() : ranges)
    for (const { value } of scanRange(environment.entries, range, reverse)) {
      const record = value.readUIntBE(0, 6);
      if (multikey && seen.has(record)) continue;
      if (multikey) seen.add(record);
      const bytes = environment.records.get(recordKey(collection.id, record));
      if (bytes) yield { record, document: decode(bytes), bytes };
    }
}

export const countRange = (environment: Environment, { start, end }: KeyRange): number =>
  environment.entries.getKeysCount({ start, end });
