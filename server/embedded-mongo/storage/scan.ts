import type { Collection, Row } from './collection.ts';
import { FoundRow } from './collection.ts';
import type { BinaryTable, Environment } from './environment.ts';
import { recordKey, u32 } from './environment.ts';

/** Keys from `start` (included) to `end` (excluded). */
export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer;
  /** How many bytes all keys of the range begin with; by what follows, ranges are merged. */
  readonly shared: number;
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
  const range = { start: recordKey(collection.id, 0), end: u32(collection.id + 1), shared: 4 };
  for (const { key, value } of scanRange(environment.records, range, reverse))
    yield new FoundRow(key.readUIntBE(4, 6), value);
}

/** Several ranges as one, in the order of what follows the bytes that the keys of each share. */
function* mergeRanges(
  table: BinaryTable,
  ranges: readonly KeyRange[],
  reverse: boolean,
): Generator<{ key: Buffer; value: Buffer }> {
  const heads = ranges.flatMap((range) => {
    const entries = scanRange(table, range, reverse);
    const first = entries.next();
    return first.done ? [] : [{ entries, entry: first.value, shared: range.shared }];
  });
  type Head = (typeof heads)[number];
  const isBefore = (a: Head, b: Head): boolean => {
    const order = Buffer.compare(a.entry.key.subarray(a.shared), b.entry.key.subarray(b.shared));
    return reverse ? order > 0 : order < 0;
  };
  while (heads.length > 0) {
    const next = heads.reduce((best, head) => (isBefore(head, best) ? head : best));
    yield next.entry;
    const following = next.entries.next();
    if (following.done) heads.splice(heads.indexOf(next), 1);
    else next.entry = following.value;
  }
}

export interface IndexScan {
  readonly ranges: readonly KeyRange[];
  readonly reverse: boolean;
  /** The ranges are walked side by side rather than one after another. */
  readonly merged: boolean;
  readonly multikey: boolean;
}

/** The documents filed in the ranges of an index, each once. */
export function* scanIndex(
  environment: Environment,
  collection: Collection,
  { ranges, reverse, merged, multikey }: IndexScan,
): Generator<Row> {
  const { entries, records } = environment;
  const seen = new Set<number>();
  const walks = merged
    ? [mergeRanges(entries, ranges, reverse)]
    : (reverse ? ranges.toReversed() : ranges).map((range) => scanRange(entries, range, reverse));
  for (const walk of walks)
    for (const { value } of walk) {
      const record = value.readUIntBE(0, 6);
      if (multikey && seen.has(record)) continue;
      if (multikey) seen.add(record);
      const bytes = records.get(recordKey(collection.id, record));
      if (bytes) yield new FoundRow(record, bytes);
    }
}

export const countRange = (environment: Environment, { start, end }: KeyRange): number =>
  environment.entries.getKeysCount({ start, end });
