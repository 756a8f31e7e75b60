import { encodeField } from '../bson/key.ts';
import { keyValues } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { getOwn, isMissing } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
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
  let clamped = false;
  let keys: Buffer[][] = [[u32(index.id)]];
  for (const [i, values] of perField.entries()) {
    const direction = index.fields[i]?.direction ?? 1;
    const parts = values.map((value) => {
      const folded = typeof value === 'string' ? index.collation.fold(value) : value;
      const key = encodeField(folded, direction, index.fieldLimit);
      clamped ||= key.clamped;
      return key.bytes;
    });
    keys = keys.flatMap((key) => parts.map((part) => [...key, part]));
  }
  const tail = index.unique ? [] : [recordIdBytes(record)];
  const unique = new Map(
    keys.map((parts) => Buffer.concat([...parts, ...tail])).map((key) => [hex(key), key]),
  );
  return { keys: [...unique.values()], multikey: arrays > 0, clamped };
}

function valuesOf(document: Document, { path, steps }: IndexField): unknown[] {
  if (steps.length > 1) return keyValues(document, steps);
  const value = getOwn(document, path);
  return Array.isArray(value) ? keyValues(value, []) : [value];
}

/** A key as a string, to compare keys in sets. */
export const hex = (key: Buffer): string => key.toString('latin1');
