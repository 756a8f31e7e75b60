import type { FieldKey } from '../bson/key.ts';
import { encodeField, invert, writePlainKey } from '../bson/key.ts';
import { keyValues } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { getOwn, isDocument, isMissing } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import { fieldsOf } from '../match/fields.ts';
import type { Index, IndexField } from './index-definition.ts';

export interface IndexKeys {
  readonly keys: readonly Buffer[];
  readonly multikey: boolean;
  readonly clamped: boolean;
}

const NONE: IndexKeys = { keys: [], multikey: false, clamped: false };

/** The keys a document has in an index: none if it is sparse or partial and leaves the document out. */
export function indexKeys(index: Index, document: Document, record: number): IndexKeys {
  if (index.partial && !index.partial(document)) return NONE;
  const perField = index.fields.map((field) => valuesOf(document, field));
  const only = onlyValues(perField);
  if (only) return only.every(isMissing) && index.sparse ? NONE : onlyKey(index, only, record);
  if (index.sparse && perField.every((values) => values.every((value) => isMissing(value)))) return NONE;
  const arrays = perField.filter((values) => values.length > 1).length;
  if (arrays > 1) throw mongoError('CannotIndexParallelArrays', 'cannot index parallel arrays');
  const found = combined(perField).map((values) => keyOf(index, values, record));
  const keys = found.map(({ bytes }) => bytes);
  return {
    keys: arrays > 0 ? [...new Map(keys.map((key) => [hex(key), key])).values()] : keys,
    multikey: arrays > 0,
    clamped: found.some(({ clamped }) => clamped),
  };
}

/** Where no field is an array of several, as in most documents: one value for each field. */
const onlyValues = (perField: readonly (readonly unknown[])[]): unknown[] | undefined =>
  perField.every((values) => values.length === 1) ? perField.map(([value]) => value) : undefined;

function onlyKey(index: Index, values: readonly unknown[], record: number): IndexKeys {
  const { bytes, clamped } = keyOf(index, values, record);
  return { keys: [bytes], multikey: false, clamped };
}

/** The values of a document that made a key, field by field. */
export function valuesBehind(index: Index, document: Document, record: number, key: Buffer): unknown[] {
  const all = combined(index.fields.map((field) => valuesOf(document, field)));
  return all.find((values) => keyOf(index, values, record).bytes.equals(key)) ?? [];
}

/** One tuple of values for each item of the field that is an array. */
function combined(perField: readonly (readonly unknown[])[]): unknown[][] {
  return perField.reduce<unknown[][]>(
    (tuples, values) => tuples.flatMap((tuple) => values.map((value) => [...tuple, value])),
    [[]],
  );
}

/** Keys are put together here: joining a list of small buffers took longer than storing the key. */
const scratch = Buffer.allocUnsafe(8 * 1024);

function keyOf(index: Index, values: readonly unknown[], record: number): FieldKey {
  let clamped = false;
  let end = scratch.writeUInt32BE(index.id, 0);
  for (const [i, value] of values.entries()) {
    const start = end;
    const direction = index.fields[i]?.direction ?? 1;
    const folded = typeof value === 'string' ? index.collation.fold(value) : value;
    end = writePlainKey(scratch, start, folded, index.fieldLimit);
    if (end > start) {
      if (direction < 0) invert(scratch, start, end);
      continue;
    }
    const field = encodeField(folded, direction, index.fieldLimit);
    clamped ||= field.clamped;
    end += field.bytes.copy(scratch, start);
  }
  if (!index.unique) end = scratch.writeUIntBE(record, end, 6);
  return { bytes: Buffer.from(scratch.subarray(0, end)), clamped };
}

function valuesOf(document: Document, { path, steps }: IndexField): unknown[] {
  if (steps.length > 1) return keyValues(document, steps);
  const value = getOwn(document, path);
  return Array.isArray(value) ? keyValues(value, []) : [value];
}

/** The top-level fields that decide an index's keys; null when its filter may look at any. */
export function fieldsBehind(index: Index): ReadonlySet<string> | null {
  const { partialFilterExpression: filter } = index.spec;
  const filtered = isDocument(filter) ? fieldsOf(filter) : [];
  return filtered && new Set([...filtered, ...index.fields.map(({ steps: [first = ''] }) => first)]);
}

/** A key as a string, to compare keys in sets. */
export const hex = (key: Buffer): string => key.toString('latin1');
