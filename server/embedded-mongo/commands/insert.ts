import { ObjectId } from 'bson';
import { MAX_DOCUMENT_BYTES, MAX_NESTING, tooDeep } from '../bson/codec.ts';
import { withIdFirstInBytes } from '../bson/id-first.ts';
import { SentDocument } from '../bson/sent.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, RANK, rank, toNumber, typeName, withIdFirst } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { fieldsBehind } from '../storage/index-keys.ts';
import { validate } from '../storage/records.ts';
import { scanRecords } from '../storage/scan.ts';
import type { Store } from '../storage/store.ts';
import { stampTimestamps } from '../update/replace.ts';
import { runBatch, writeReply } from './batch.ts';
import type { Command } from './context.ts';
import { documentOf, ensured, listOf, namespace } from './context.ts';

export const insert: Command = ({ store, database, message, sent }) => {
  const name = namespace(database, message['insert']);
  const documents: readonly unknown[] = sent ?? listOf(message['documents'], 'documents');
  const bypass = message['bypassDocumentValidation'] === true;
  return store.write(() => {
    const collection = ensured(store, name);
    const asked = bypass || !collection.validator ? fieldsToStore(collection) : null;
    let n = 0;
    const errors = runBatch(documents, message['ordered'], (given) => {
      if (given instanceof SentDocument) insertSent(store, collection, given, { asked, bypass });
      else insertOne(store, collection, documentOf(given, 'documents'), bypass);
      n += 1;
    });
    return writeReply({ n }, errors);
  });
};

/** The top-level fields that storing a document looks at; null when it may look at any. */
function fieldsToStore(collection: Collection): ReadonlySet<string> | null {
  const perIndex = collection.indexes.map((index) => fieldsBehind(index));
  const fields = perIndex.filter((names) => names !== null);
  return fields.length < perIndex.length ? null : new Set(fields.flatMap((names) => [...names]));
}

/** Stores a document as it was sent, so that it keeps its exact types; decodes as little of it as may be. */
function insertSent(
  store: Store,
  collection: Collection,
  sent: SentDocument,
  { asked, bypass }: { readonly asked: ReadonlySet<string> | null; readonly bypass: boolean },
): void {
  const { bytes } = sent;
  if (sent.depth > MAX_NESTING) throw tooDeep();
  if (!sent.isStorable || bytes.length > MAX_DOCUMENT_BYTES) {
    insertOne(store, collection, sent.document, bypass, bytes);
    return;
  }
  const document = asked ? sent.part(asked) : sent.document;
  checkId(document['_id']);
  validate(collection, document, bypass);
  makeRoom(store, collection);
  store.records.insert(collection, document, bytes);
}

/** Stores one document inside a write; its bytes as sent are kept if nothing had to change. */
export function insertOne(
  store: Store,
  collection: Collection,
  given: Document,
  bypass: boolean,
  bytes?: Uint8Array,
): void {
  const [first] = Object.keys(given);
  const isInOrder = first === '_id';
  const document = isInOrder ? given : withIdFirst('_id' in given ? given['_id'] : new ObjectId(), given);
  checkId(document['_id']);
  const isStamped = stampTimestamps(document, new Date());
  validate(collection, document, bypass);
  makeRoom(store, collection);
  if (bytes === undefined || isStamped || bytes.length > MAX_DOCUMENT_BYTES)
    store.records.insert(collection, document);
  else
    store.records.insert(
      collection,
      document,
      isInOrder ? bytes : withIdFirstInBytes(bytes, document['_id']),
    );
}

export function checkId(id: unknown): void {
  const type = rank(id);
  if (type === RANK.ARRAY || type === RANK.REGEX || type === RANK.MISSING)
    throw mongoError('InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`);
  if (!isDocument(id)) return;
  const dollar = Object.keys(id).find((key) => key.startsWith('$'));
  if (dollar !== undefined)
    throw mongoError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`,
    );
}

/** A capped collection with `max` loses its oldest document. */
function makeRoom(store: Store, collection: Collection): void {
  const { capped, max } = collection.options;
  if (capped !== true || max === undefined || collection.count < toNumber(max)) return;
  const [oldest] = scanRecords(store.environment, collection);
  if (oldest) store.records.remove(collection, oldest);
}
