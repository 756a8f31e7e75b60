import { EJSON, ObjectId } from 'bson';
import { valueAt } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { isDocument } from '../bson/values.ts';
import type { MongoError } from '../errors.ts';
import { mongoError } from '../errors.ts';
import type { Collection } from './collection.ts';
import type { Index } from './index-definition.ts';

/** E11000, in the words that drivers and applications read. */
export function duplicateKey(collection: Collection, index: Index, document: Document): MongoError {
  const keyValue: Document = {};
  for (const { path } of index.fields) keyValue[path] = valueAt(document, path) ?? null;
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`);
  return mongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.spec.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: index.spec.key, keyValue },
  );
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return isDocument(value) || Array.isArray(value) ? EJSON.stringify(value) : String(value);
}
