import { UUID } from 'bson';
import { encode } from '../bson/codec.ts';
import { equal } from '../bson/compare.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNullish, isTrue } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import type { Command } from './context.ts';
import { amountOf, documentOf, existing, namespace } from './context.ts';
import { modifyIndex } from './modify-index.ts';

/** Fields every command may carry, which are no options of a collection. */
const GENERIC = new Set([
  'create',
  '$db',
  'lsid',
  'writeConcern',
  'comment',
  '$readPreference',
  '$clusterTime',
  'autoIndexId',
  'maxTimeMS',
  'apiVersion',
  'apiStrict',
]);

export const create: Command = ({ store, database, message }) => {
  const name = namespace(database, message['create']);
  const options: Document = Object.fromEntries(
    Object.entries(message).filter(([field]) => !GENERIC.has(field)),
  );
  if ('viewOn' in options) throw mongoError('CommandNotSupported', 'views are not supported by this server');
  if ('timeseries' in options)
    throw mongoError('CommandNotSupported', 'time series are not supported by this server');
  if (isTrue(options['capped']) && isNullish(options['size']))
    throw mongoError('InvalidOptions', "the 'size' field is required when 'capped' is true");
  if (!isNullish(options['validator'])) compileFilter(options['validator']);
  const { clusteredIndex } = options;
  if (isDocument(clusteredIndex)) options['clusteredIndex'] = { v: 2, ...clusteredIndex };
  return store.write(() => {
    const found = store.catalog.get(name);
    if (!found) store.catalog.create(name, options);
    else if (Object.keys(options).length > 0 && !equal(found.options, options))
      throw mongoError('NamespaceExists', `namespace ${name} already exists, but with different options`);
    else if (Object.keys(options).length === 0 && Object.keys(found.options).length > 0)
      throw mongoError('NamespaceExists', `namespace ${name} already exists, but with different options`);
    return { ok: 1 };
  });
};

const COLLECTION_OPTIONS = [
  'validator',
  'validationLevel',
  'validationAction',
  'changeStreamPreAndPostImages',
  'expireAfterSeconds',
];

export const drop: Command = ({ store, database, message }) => {
  const name = namespace(database, message['drop']);
  return store.write(() => {
    const collection = store.catalog.get(name);
    if (!collection) return { ok: 1 };
    store.catalog.drop(collection);
    return { nIndexesWas: collection.indexes.length, ns: name, ok: 1 };
  });
};

export const dropDatabase: Command = ({ store, database }) =>
  store.write(() => {
    for (const collection of store.catalog.inDatabase(database)) store.catalog.drop(collection);
    return { dropped: database, ok: 1 };
  });

export const renameCollection: Command = ({ store, message }) => {
  const { renameCollection: from, to } = message;
  const [source, target] = [from, to].map((name) => {
    if (typeof name !== 'string' || !name.includes('.'))
      throw mongoError('InvalidNamespace', `Invalid namespace: ${String(name)}`);
    return namespace(name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1));
  });
  return store.write(() => {
    if (source === undefined || target === undefined)
      throw mongoError('InvalidNamespace', 'Invalid namespace');
    const collection = store.catalog.get(source);
    if (!collection) throw mongoError('NamespaceNotFound', `Source collection ${source} does not exist`);
    if (source === target) throw mongoError('IllegalOperation', "Can't rename a collection to itself");
    const inTheWay = store.catalog.get(target);
    if (inTheWay && !isTrue(message['dropTarget']))
      throw mongoError('NamespaceExists', 'target namespace exists');
    if (inTheWay) store.catalog.drop(inTheWay);
    store.catalog.rename(collection, target);
    return { ok: 1 };
  });
};

export const listCollections: Command = ({ store, cursors, database, message, connectionId }) => {
  const matches = compileFilter(documentOf(message['filter'], 'filter'));
  const all = store.catalog.inDatabase(database).map((collection) => ({
    name: collection.namespace.slice(database.length + 1),
    type: 'collection',
    options: collection.options,
    info: { readOnly: false, uuid: new UUID(collection.uuid) },
    idIndex: collection.indexes[0]?.spec,
  }));
  const found = all.filter((one) => matches(one));
  const shown: Document[] = isTrue(message['nameOnly'])
    ? found.map(({ name, type }) => ({ name, type }))
    : found;
  const { batchSize } = documentOf(message['cursor'], 'cursor');
  return cursors.start(
    `${database}.$cmd.listCollections`,
    shown.map((one) => encode(one))[Symbol.iterator](),
    {
      connection: connectionId,
      batchSize: isNullish(batchSize) ? undefined : amountOf(batchSize, 'batchSize'),
    },
  );
};

export const collMod: Command = ({ store, database, message }) => {
  const name = namespace(database, message['collMod']);
  return store.write(() => {
    const collection = existing(store, name);
    const given = COLLECTION_OPTIONS.filter((option) => option in message).map((option) => [
      option,
      message[option],
    ]);
    const { index } = message;
    if (isDocument(index)) modifyIndex(store, collection, index);
    store.catalog.setOptions(collection, { ...collection.options, ...Object.fromEntries(given) });
    return { ok: 1 };
  });
};
