import { ObjectId } from 'bson';
import { valueAt } from '../bson/paths.ts';
import { plain } from '../bson/show.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, withIdFirst } from '../bson/values.ts';
import { badValue, location, mongoError } from '../errors.ts';
import type { Collection, Row } from '../storage/collection.ts';
import { duplicateKey } from '../storage/duplicate-key.ts';
import { indexKeys } from '../storage/index-keys.ts';
import { allRows } from '../storage/query.ts';
import type { Store } from '../storage/store.ts';
import { changed } from '../update/change.ts';
import { ensured, evaluateLet, filterOptions, namespace } from './context.ts';
import { insertOne } from './insert.ts';
import { replaceRow } from './update.ts';

export type OutputStage = { $out: unknown } | { $merge: unknown };

export function isOutputStage(stage: unknown): stage is OutputStage {
  return isDocument(stage) && Object.keys(stage).length === 1 && ('$out' in stage || '$merge' in stage);
}

/** Writes a pipeline's results into a collection, all or nothing. Must run inside a write. */
export function writeOutput(
  store: Store,
  database: string,
  stage: OutputStage,
  results: readonly Document[],
  message: Document,
): void {
  store.atomically(() => {
    if ('$out' in stage) replaceCollection(store, targetOf(database, stage.$out, 'coll'), results);
    else merge(store, database, stage.$merge, results, message);
  });
}

function targetOf(database: string, target: unknown, field: string): string {
  if (isDocument(target)) {
    const name = target[field];
    const other = target['db'];
    if (isDocument(name)) return targetOf(database, name, 'coll');
    return namespace(typeof other === 'string' ? other : database, name);
  }
  return namespace(database, target);
}

/** `$out` keeps the indexes and options of the collection it replaces. */
function replaceCollection(store: Store, name: string, results: readonly Document[]): void {
  const old = store.catalog.get(name);
  const specs = old?.indexes.slice(1).map(({ spec }) => spec) ?? [];
  if (old) store.catalog.drop(old);
  const collection = store.catalog.create(name, old?.options);
  for (const spec of specs) store.records.addIndex(collection, spec);
  for (const result of results) insertOne(store, collection, result, true);
}

function merge(
  store: Store,
  database: string,
  argument: unknown,
  results: readonly Document[],
  message: Document,
): void {
  const spec = isDocument(argument) ? argument : { into: argument };
  const collection = ensured(store, targetOf(database, spec, 'into'));
  const on = [spec['on'] ?? '_id'].flat().map(String);
  const whenMatched = spec['whenMatched'] ?? 'merge';
  const whenNotMatched = spec['whenNotMatched'] ?? 'insert';
  const options = filterOptions(collection, undefined, undefined);
  requireUniqueIndex(collection, on);
  for (const given of results) {
    const result = '_id' in given ? given : withIdFirst(new ObjectId(), given);
    const filter = Object.fromEntries(on.map((path) => [path, { $eq: valueAt(result, path) ?? null }]));
    const [row] = allRows(store.environment, collection, { filter, limit: 1, options });
    if (row) {
      const variables = { ...evaluateLet(message['let']), ...evaluateLet(spec['let']), new: result };
      mergeInto(store, collection, row, result, whenMatched, variables);
    } else if (whenNotMatched === 'insert') insertOne(store, collection, result, true);
    else if (whenNotMatched === 'fail')
      throw mongoError(
        'MergeStageNoMatchingDocument',
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    else if (whenNotMatched !== 'discard')
      throw badValue(`unknown whenNotMatched of $merge: ${plain(whenNotMatched)}`);
  }
}

function mergeInto(
  store: Store,
  collection: Collection,
  row: Row,
  result: Document,
  whenMatched: unknown,
  variables: Document,
): void {
  const old = row.document;
  if (Array.isArray(whenMatched)) {
    const options = { ...filterOptions(collection, undefined, undefined), variables };
    const request = { filter: {}, arrayFilters: [], options, isInsert: false, now: new Date() };
    replaceRow(store, collection, row, changed(old, whenMatched, request), true);
    return;
  }
  switch (whenMatched) {
    case 'keepExisting':
      return;
    case 'merge':
      replaceRow(store, collection, row, withIdFirst(old['_id'], { ...old, ...result }), true);
      return;
    case 'replace':
      replaceRow(store, collection, row, withIdFirst(old['_id'], result), true);
      return;
    case 'fail': {
      const [idIndex] = collection.indexes;
      const [key] = idIndex ? indexKeys(idIndex, result, 0).keys : [];
      if (idIndex && key) throw duplicateKey(collection, idIndex, result, key);
      return;
    }
    default:
      throw badValue(`unknown whenMatched of $merge: ${plain(whenMatched)}`);
  }
}

function requireUniqueIndex(collection: Collection, on: readonly string[]): void {
  const wanted = on.toSorted().join();
  const fits = collection.indexes.some(
    ({ unique, fields }) =>
      unique &&
      fields
        .map(({ path }) => path)
        .toSorted()
        .join() === wanted,
  );
  if (!fits) throw location(51183, 'Cannot find index to verify that join fields will be unique');
}
