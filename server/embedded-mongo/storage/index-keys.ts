import type { FieldKey } from '../bson/key.ts';
import { encodeField } from '../bson/key.ts';
import { keyValues } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { getOwn, isDocument, isMissing } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import { fieldsOf } from '../match/fields.ts';
import { recordIdBytes, u32 } from './environment.ts';
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

function keyOf(index: Index, values: readonly unknown[], record: number): FieldKey {
  let clamped = false;
  const parts = [u32(index.id)];
  for (const [i, value] of values.entries()) {
    const folded = typeof value === 'string' ? index.collation.fold(value) : value;
    const field = encodeField(folded, index.fields[i]?.direction ?? 1, index.fieldLimit);
    clamped ||= field.clamped;
    parts.push(field.bytes);
  }
  if (!index.unique) parts.push(recordIdBytes(record));
  return { bytes: Buffer.concat(parts), clamped };
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
