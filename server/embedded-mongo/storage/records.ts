import { encodeForStorage } from '../bson/codec.ts';
import { decodePart } from '../bson/part.ts';
import type { Document } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import type { Collection, Row } from './collection.ts';
import { duplicateKey } from './duplicate-key.ts';
import { recordIdBytes, recordKey } from './environment.ts';
import type { Index, IndexSpec } from './index-definition.ts';
import type { IndexKeys } from './index-keys.ts';
import { fieldsBehind, hex, indexKeys } from './index-keys.ts';
import { scanRecords } from './scan.ts';

/**
 * Writes documents and their index entries. Must run inside a write transaction. Each function checks everything
 * first: when it throws, it has written nothing.
 */
export class Records {
  readonly #catalog: Catalog;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** `bytes` may carry the document as it came over the wire, to keep its exact types. */
  insert(collection: Collection, document: Document, bytes: Uint8Array = encodeForStorage(document)): void {
    const { records, entries } = this.#catalog.environment;
    const record = collection.nextRecord;
    const keys = collection.indexes.map((index) => {
      const found = indexKeys(index, document, record);
      const taken = index.unique ? found.keys.find((key) => entries.get(key) !== undefined) : undefined;
      if (taken) throw duplicateKey(collection, index, document, taken);
      return found;
    });
    const id = recordIdBytes(record);
    collection.nextRecord += 1;
    collection.count += 1;
    // Inside a transaction LMDB has its own copy when this returns.
    void records.put(
      recordKey(collection.id, record),
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    );
    for (const key of keys.flatMap((found) => found.keys)) void entries.put(key, id);
    this.#noteShapes(collection, keys);
  }

  replace(collection: Collection, old: Row, document: Document): void {
    const { records, entries } = this.#catalog.environment;
    const { record } = old;
    const bytes = encodeForStorage(document);
    const added: Buffer[] = [];
    const removed: Buffer[] = [];
    const shapes = collection.indexes.map((index) => {
      const before = indexKeys(index, old.document, record);
      const after = indexKeys(index, document, record);
      const fresh = without(after.keys, before.keys);
      const taken = index.unique ? fresh.find((key) => isTaken(entries.get(key), record)) : undefined;
      if (taken) throw duplicateKey(collection, index, document, taken);
      added.push(...fresh);
      removed.push(...without(before.keys, after.keys));
      return after;
    });
    const id = recordIdBytes(record);
    for (const key of removed) void entries.remove(key);
    for (const key of added) void entries.put(key, id);
    void records.put(recordKey(collection.id, record), Buffer.from(bytes));
    this.#noteShapes(collection, shapes);
  }

  remove(collection: Collection, { record, document }: Row): void {
    const { records, entries } = this.#catalog.environment;
    for (const index of collection.indexes)
      for (const key of indexKeys(index, document, record).keys) void entries.remove(key);
    void records.remove(recordKey(collection.id, record));
    collection.count -= 1;
  }

  /** Builds a new index over what is there. */
  addIndex(collection: Collection, spec: IndexSpec): void {
    const index = this.#catalog.newIndex(spec);
    const entries: [Buffer, Buffer][] = [];
    const seen = new Set<string>();
    const fields = fieldsBehind(index);
    for (const row of scanRecords(this.#catalog.environment, collection)) {
      const document = fields ? decodePart(row.bytes, fields) : row.document;
      const found = indexKeys(index, document, row.record);
      for (const key of found.keys) {
        if (index.unique && seen.has(hex(key))) throw duplicateKey(collection, index, row.document, key);
        if (index.unique) seen.add(hex(key));
        entries.push([key, recordIdBytes(row.record)]);
      }
      noteShape(index, found);
    }
    for (const [key, id] of entries) void this.#catalog.environment.entries.put(key, id);
    collection.indexes.push(index);
    this.#catalog.save(collection);
  }

  #noteShapes(collection: Collection, shapes: readonly IndexKeys[]): void {
    let changed = false;
    for (const [i, index] of collection.indexes.entries()) {
      const shape = shapes[i];
      if (shape && noteShape(index, shape)) changed = true;
    }
    if (changed) this.#catalog.save(collection);
  }
}

function noteShape(index: Index, { multikey, clamped }: IndexKeys): boolean {
  const changed = (multikey && !index.multikey) || (clamped && !index.clamped);
  if (multikey) index.multikey = true;
  if (clamped) index.clamped = true;
  return changed;
}

function without(keys: readonly Buffer[], others: readonly Buffer[]): Buffer[] {
  const known = new Set(others.map((key) => hex(key)));
  return keys.filter((key) => !known.has(hex(key)));
}

const isTaken = (holder: Buffer | undefined, record: number): boolean =>
  holder !== undefined && holder.readUIntBE(0, 6) !== record;

/** Refuses a document the collection's validator does not accept. */
export function validate(collection: Collection, document: Document, bypass: boolean): void {
  if (!collection.validator || bypass || collection.options['validationAction'] === 'warn') return;
  if (!collection.validator(document))
    throw mongoError('DocumentValidationFailure', 'Document failed validation', {
      errInfo: {
        failingDocumentId: document['_id'],
        details: { specifiedAs: collection.options['validator'], reason: 'expression did not match' },
      },
    });
}
