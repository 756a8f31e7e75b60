import { valueAt } from '../bson/paths.ts';
import { show } from '../bson/show.ts';
import type { Document } from '../bson/values.ts';
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
