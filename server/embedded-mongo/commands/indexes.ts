import { encode } from '../bson/codec.ts';
import { collationOf } from '../bson/collation.ts';
import { equal } from '../bson/compare.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNullish, isNumber, isTrue, toNumber } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import type { Collection } from '../storage/collection.ts';
import type { Index, IndexSpec } from '../storage/index-definition.ts';
import { ID_INDEX } from '../storage/index-definition.ts';
import type { Store } from '../storage/store.ts';
import type { Command } from './context.ts';
import { amountOf, documentOf, ensured, existing, listOf, namespace } from './context.ts';

const MAX_INDEXES = 64;
const MAX_FIELDS = 32;
/** Options that build or place an index, but are no part of it. */
const PASSING = new Set(['background', 'ns', 'commitQuorum', 'dropDups']);

export const createIndexes: Command = ({ store, database, message }) => {
  const name = namespace(database, message['createIndexes']);
  const specs = listOf(message['indexes'], 'indexes').map((given) => normalise(documentOf(given, 'indexes')));
  if (specs.length === 0) throw mongoError('BadValue', 'Must specify at least one index to create');
  return store.write(() =>
    store.atomically(() => {
      const isNew = !store.catalog.get(name);
      const collection = ensured(store, name);
      const before = collection.indexes.length;
      for (const spec of specs) createIndex(store, collection, spec);
      const after = collection.indexes.length;
      return {
        numIndexesBefore: before,
        numIndexesAfter: after,
        createdCollectionAutomatically: isNew,
        ...(before === after ? { note: 'all indexes already exist' } : {}),
        ok: 1,
      };
    }),
  );
};

const cannotCreate = (why: string): Error => mongoError('CannotCreateIndex', why);

function normalise(given: Document): IndexSpec {
  const { key } = given;
  if (!isDocument(key))
    throw mongoError('FailedToParse', "The 'key' field is a required property of an index specification");
  const fields = Object.entries(key);
  if (fields.length === 0) throw cannotCreate('Index keys cannot be empty.');
  if (fields.length > MAX_FIELDS) throw cannotCreate(`Index key pattern has more than ${MAX_FIELDS} fields`);
  for (const [path, order] of fields) checkField(path, order);
  const options = Object.entries(given).filter(([option]) => !PASSING.has(option));
  const spec: IndexSpec = { v: 2, ...Object.fromEntries(options), key, name: nameOf(given['name'], key) };
  const { expireAfterSeconds, sparse, partialFilterExpression, collation } = spec;
  if (!isNullish(expireAfterSeconds) && (!isNumber(expireAfterSeconds) || toNumber(expireAfterSeconds) < 0))
    throw cannotCreate(
      "TTL index 'expireAfterSeconds' option must be numeric and within an acceptable range",
    );
  if (!isNullish(expireAfterSeconds) && fields.length > 1)
    throw cannotCreate('TTL indexes are single-field indexes, compound indexes do not support TTL.');
  if (isTrue(sparse) && !isNullish(partialFilterExpression))
    throw cannotCreate('cannot mix "partialFilterExpression" and "sparse" options');
  if (!isNullish(partialFilterExpression)) {
    compileFilter(partialFilterExpression);
    checkPartial(partialFilterExpression);
  }
  collationOf(collation);
  return spec;
}

const PARTIAL = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type', '$exists', '$and', '$or']);

/** What a partial index may ask is only what more items of an array cannot undo: the planner relies on it. */
function checkPartial(expression: unknown): void {
  if (Array.isArray(expression)) for (const part of expression) checkPartial(part);
  if (!isDocument(expression)) return;
  for (const [name, part] of Object.entries(expression)) {
    if ((name.startsWith('$') && !PARTIAL.has(name)) || (name === '$exists' && !isTrue(part)))
      throw cannotCreate(`unsupported expression in partial index: ${name}`);
    checkPartial(part);
  }
}

function checkField(path: string, order: unknown): void {
  if (path === '' || path.split('.').includes('')) throw cannotCreate('Index keys cannot be an empty field.');
  if (path.split('.').some((step) => step.startsWith('$') && step !== '$**'))
    throw cannotCreate("Index key contains an illegal field name: field name starts with '$'.");
  if (path.endsWith('$**'))
    throw mongoError('CommandNotSupported', 'wildcard indexes are not supported by this server');
  if (isNumber(order) && toNumber(order) !== 0 && !Number.isNaN(toNumber(order))) return;
  if (order === 'hashed') return;
  if (typeof order === 'string' && order !== '')
    throw mongoError('CommandNotSupported', `indexes of type '${order}' are not supported by this server`);
  throw cannotCreate(
    'Values in v:2 index key pattern cannot be of this type. Only numbers > 0, numbers < 0, and strings are allowed.',
  );
}

function nameOf(given: unknown, key: Document): string {
  if (typeof given === 'string' && given !== '' && given !== '*') return given;
  return Object.entries(key)
    .map(([path, order]) => `${path}_${String(order)}`)
    .join('_');
}

const isIdIndex = (spec: IndexSpec): boolean =>
  Object.keys(spec.key).join() === '_id' && toNumber(spec.key['_id']) === 1;

function createIndex(store: Store, collection: Collection, spec: IndexSpec): void {
  if (isIdIndex(spec)) return;
  if (spec.name === ID_INDEX)
    throw mongoError('BadValue', "The index name '_id_' is reserved for the _id index");
  const own: IndexSpec =
    isNullish(spec['collation']) && isDocument(collection.options['collation'])
      ? { ...spec, collation: collection.options['collation'] }
      : spec;
  if (isKnown(collection, own)) return;
  if (collection.indexes.length >= MAX_INDEXES)
    throw cannotCreate(`add index fails, too many indexes for ${collection.namespace}`);
  store.records.addIndex(collection, own);
}

/** True if the same index is there; throws if one stands in the way. */
function isKnown(collection: Collection, spec: IndexSpec): boolean {
  const sameKey = collection.indexes.find(({ spec: other }) => isSameKey(other, spec));
  const sameName = collection.indexes.find(({ spec: other }) => other.name === spec.name);
  const requested = `Requested index: ${JSON.stringify(spec)}`;
  if (sameName && sameName !== sameKey)
    throw mongoError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${requested}, existing index: ${JSON.stringify(sameName.spec)}`,
    );
  if (!sameKey) return false;
  if (!hasSameOptions(sameKey, spec))
    throw mongoError(
      sameKey.spec.name === spec.name ? 'IndexKeySpecsConflict' : 'IndexOptionsConflict',
      `An equivalent index already exists with ${sameKey.spec.name === spec.name ? 'the same name' : 'a different name'} but different options. ${requested}, existing index: ${JSON.stringify(sameKey.spec)}`,
    );
  if (sameKey.spec.name !== spec.name)
    throw mongoError(
      'IndexOptionsConflict',
      `Index already exists with a different name: ${sameKey.spec.name}`,
    );
  return true;
}

const isSameKey = (a: IndexSpec, b: IndexSpec): boolean =>
  equal(a.key, b.key) &&
  equal(a['collation'], b['collation']) &&
  equal(a['partialFilterExpression'], b['partialFilterExpression']);

function hasSameOptions({ spec }: Index, other: IndexSpec): boolean {
  return (
    isTrue(spec['unique']) === isTrue(other['unique']) &&
    isTrue(spec['sparse']) === isTrue(other['sparse']) &&
    equal(spec['expireAfterSeconds'], other['expireAfterSeconds'])
  );
}

export const listIndexes: Command = ({ store, cursors, database, message, connectionId }) => {
  const name = namespace(database, message['listIndexes']);
  const specs = existing(store, name).indexes.map(({ spec }) => encode(spec));
  const { batchSize } = documentOf(message['cursor'], 'cursor');
  return cursors.start(name, specs[Symbol.iterator](), {
    connection: connectionId,
    batchSize: isNullish(batchSize) ? undefined : amountOf(batchSize, 'batchSize'),
  });
};

export const dropIndexes: Command = ({ store, database, message }) => {
  const name = namespace(database, message['dropIndexes'] ?? message['deleteIndexes']);
  return store.write(() => {
    const collection = existing(store, name);
    const nIndexesWas = collection.indexes.length;
    const wanted: unknown[] = [message['index']].flat();
    const doomed = wanted.flatMap((one) =>
      one === '*' ? collection.indexes.slice(1) : [indexToDrop(collection, one)],
    );
    for (const index of doomed) {
      store.catalog.clearIndex(index);
      collection.indexes.splice(collection.indexes.indexOf(index), 1);
    }
    store.catalog.save(collection);
    return { nIndexesWas, ok: 1 };
  });
};

function indexToDrop(collection: Collection, wanted: unknown): Index {
  const found = collection.indexes.find(({ spec }) =>
    typeof wanted === 'string' ? spec.name === wanted : equal(spec.key, wanted),
  );
  if (!found)
    throw mongoError(
      'IndexNotFound',
      typeof wanted === 'string'
        ? `index not found with name [${wanted}]`
        : `can't find index with key: ${JSON.stringify(wanted)}`,
    );
  if (found === collection.indexes[0]) throw mongoError('InvalidOptions', 'cannot drop _id index');
  return found;
}
