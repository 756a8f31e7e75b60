import { ObjectId } from 'bson';
import { MAX_DOCUMENT_BYTES } from '../bson/codec.ts';
import { withIdFirstInBytes } from '../bson/id-first.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, RANK, rank, toNumber, typeName, withIdFirst } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { validate } from '../storage/records.ts';
import { scanRecords } from '../storage/scan.ts';
import type { Store } from '../storage/store.ts';
import { stampTimestamps } from '../update/replace.ts';
import { runBatch, writeReply } from './batch.ts';
import type { Command } from './context.ts';
import { documentOf, ensured, listOf, namespace } from './context.ts';

export const insert: Command = ({ store, database, message, rawDocuments }) => {
  const name = namespace(database, message['insert']);
  const documents = listOf(message['documents'], 'documents');
  const bypass = message['bypassDocumentValidation'] === true;
  return store.write(() => {
    const collection = ensured(store, name);
    let n = 0;
    const errors = runBatch(documents, message['ordered'], (given, index) => {
      insertOne(store, collection, documentOf(given, 'documents'), rawDocuments?.[index], bypass);
      n += 1;
    });
    return writeReply({ n }, errors);
  });
};

/** Stores one document inside a write; its bytes as sent are kept if nothing had to change. */
export function insertOne(
  store: Store,
  collection: Collection,
  given: Document,
  raw: Uint8Array | undefined,
  bypass: boolean,
): void {
  const [first] = Object.keys(given);
  const isInOrder = first === '_id';
  const document = isInOrder ? given : withIdFirst('_id' in given ? given['_id'] : new ObjectId(), given);
  checkId(document['_id']);
  const isStamped = stampTimestamps(document, new Date());
  validate(collection, document, bypass);
  makeRoom(store, collection);
  if (raw === undefined || isStamped || raw.length > MAX_DOCUMENT_BYTES)
    store.records.insert(collection, document);
  else store.records.insert(collection, document, isInOrder ? raw : withIdFirstInBytes(raw, document['_id']));
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
