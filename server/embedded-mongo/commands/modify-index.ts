import { equal } from '../bson/compare.ts';
import { groupKey } from '../bson/key.ts';
import { valueAt } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { isTrue } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import type { Index, IndexSpec } from '../storage/index-definition.ts';
import { scanRecords } from '../storage/scan.ts';
import type { Store } from '../storage/store.ts';

const MODIFIABLE = new Set(['expireAfterSeconds', 'hidden', 'unique']);

/** `collMod` of one index: its TTL, hidden, or unique. Becoming unique builds the index anew. */
export function modifyIndex(store: Store, collection: Collection, change: Document): void {
  const { name, keyPattern, ...changes } = change;
  const unknown = Object.keys(changes).find((option) => !MODIFIABLE.has(option));
  if (unknown !== undefined)
    throw mongoError(
      'CommandNotSupported',
      `changing '${unknown}' of an index is not supported by this server`,
    );
  const found = collection.indexes.find(({ spec }) =>
    typeof name === 'string' ? spec.name === name : equal(spec.key, keyPattern),
  );
  if (!found)
    throw mongoError('IndexNotFound', `cannot find index ${String(name)} for ns ${collection.namespace}`);
  const spec: IndexSpec = { ...found.spec, ...changes, name: found.spec.name, key: found.spec.key };
  if (isTrue(changes['unique']) && !found.unique) refuseDuplicates(store, collection, found);
  store.atomically(() => {
    store.catalog.clearIndex(found);
    const position = collection.indexes.indexOf(found);
    collection.indexes.splice(position, 1);
    store.records.addIndex(collection, spec);
  });
}

function refuseDuplicates(store: Store, collection: Collection, { fields }: Index): void {
  const holders = new Map<string, unknown[]>();
  for (const { document } of scanRecords(store.environment, collection)) {
    const key = groupKey(fields.map(({ path }) => valueAt(document, path) ?? null));
    holders.set(key, [...(holders.get(key) ?? []), document['_id']]);
  }
  const violations = [...holders.values()].filter((ids) => ids.length > 1).map((ids) => ({ ids }));
  if (violations.length > 0)
    throw mongoError(
      'CannotConvertIndexToUnique',
      'Cannot convert the index to unique. Please resolve conflicting documents before running collMod again.',
      { violations },
    );
}
