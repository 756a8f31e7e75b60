import { show } from '../bson/show.ts';
import type { Document } from '../bson/values.ts';
import { EMPTY_ARRAY } from '../bson/values.ts';
import type { MongoError } from '../errors.ts';
import { mongoError } from '../errors.ts';
import type { Collection } from './collection.ts';
import type { Index } from './index-definition.ts';
import { valuesBehind } from './index-keys.ts';

/** E11000, in the words that drivers and applications read; of an array the item that is taken. */
export function duplicateKey(
  collection: Collection,
  index: Index,
  document: Document,
  key: Buffer,
): MongoError {
  const values = valuesBehind(index, document, 0, key);
  const keyValue: Document = {};
  for (const [i, { path }] of index.fields.entries())
    keyValue[path] = values[i] === EMPTY_ARRAY ? [] : (values[i] ?? null);
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`);
  return mongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.spec.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: index.spec.key, keyValue },
  );
}
