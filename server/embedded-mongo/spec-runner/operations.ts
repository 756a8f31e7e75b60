import { mongo } from 'mongoose';
import type { Fields } from './spec-file.ts';

type OnCollection = (collection: mongo.Collection, fields: Fields) => Promise<unknown>;
type OnDatabase = (database: mongo.Db, fields: Fields) => Promise<unknown>;

const returning = ({ returnDocument, ...fields }: Fields): Fields =>
  returnDocument === undefined
    ? fields
    : { ...fields, returnDocument: returnDocument === 'After' ? 'after' : 'before' };

const COLLECTION: Readonly<Record<string, OnCollection>> = {
  insertOne: (collection, { document, ...options }) => collection.insertOne(document as Fields, options),
  insertMany: (collection, { documents, ...options }) =>
    collection.insertMany(documents as Fields[], options),
  updateOne: (collection, { filter, update, ...options }) =>
    collection.updateOne(filter as Fields, update as Fields, options),
  updateMany: (collection, { filter, update, ...options }) =>
    collection.updateMany(filter as Fields, update as Fields, options),
  replaceOne: (collection, { filter, replacement, ...options }) =>
    collection.replaceOne(filter as Fields, replacement as Fields, options),
  deleteOne: (collection, { filter, ...options }) => collection.deleteOne(filter as Fields, options),
  deleteMany: (collection, { filter, ...options }) => collection.deleteMany(filter as Fields, options),
  findOneAndUpdate: (collection, { filter, update, ...options }) =>
    collection.findOneAndUpdate(filter as Fields, update as Fields, returning(options)),
  findOneAndReplace: (collection, { filter, replacement, ...options }) =>
    collection.findOneAndReplace(filter as Fields, replacement as Fields, returning(options)),
  findOneAndDelete: (collection, { filter, ...options }) =>
    collection.findOneAndDelete(filter as Fields, options),
  bulkWrite: (collection, { requests, ...options }) =>
    collection.bulkWrite(requests as mongo.AnyBulkWriteOperation[], options),
  find: (collection, { filter, ...options }) => collection.find(filter as Fields, options).toArray(),
  findOne: (collection, { filter, ...options }) => collection.findOne(filter as Fields, options),
  aggregate: (collection, { pipeline, ...options }) =>
    collection.aggregate(pipeline as Fields[], options).toArray(),
  count: (collection, { filter, ...options }) => collection.count(filter as Fields, options),
  countDocuments: (collection, { filter, ...options }) =>
    collection.countDocuments(filter as Fields, options),
  estimatedDocumentCount: (collection, options) => collection.estimatedDocumentCount(options),
  distinct: (collection, { fieldName, filter, ...options }) =>
    collection.distinct(fieldName as string, filter as Fields, options),
  createIndex: (collection, { keys, ...options }) =>
    collection.createIndex(keys as mongo.IndexSpecification, options),
  dropIndex: (collection, { name, ...options }) => collection.dropIndex(name as string, options),
  listIndexes: (collection, options) => collection.listIndexes(options).toArray(),
  createSearchIndex: (collection, { model }) =>
    collection.createSearchIndex(model as mongo.SearchIndexDescription),
  createSearchIndexes: (collection, { models }) =>
    collection.createSearchIndexes(models as mongo.SearchIndexDescription[]),
  listSearchIndexes: (collection, { name, aggregationOptions }) =>
    collection.listSearchIndexes(name as string, aggregationOptions as Fields).toArray(),
  updateSearchIndex: (collection, { name, definition }) =>
    collection.updateSearchIndex(name as string, definition as Fields),
  dropSearchIndex: (collection, { name }) => collection.dropSearchIndex(name as string),
};

const DATABASE: Readonly<Record<string, OnDatabase>> = {
  aggregate: (database, { pipeline, ...options }) =>
    database.aggregate(pipeline as Fields[], options).toArray(),
  createCollection: (database, { collection, ...options }) =>
    database.createCollection(collection as string, options),
  dropCollection: (database, { collection, ...options }) =>
    database.dropCollection(collection as string, options),
  modifyCollection: (database, { collection, ...fields }) =>
    database.command({ collMod: collection, ...fields }),
  listCollections: (database, { filter, ...options }) =>
    database.listCollections(filter as Fields, options).toArray(),
  runCommand: (database, { command }) => database.command(command as Fields),
};

/** `{ insertOne: { … } }` in the tests is `{ name: 'insertOne', … }` in the driver. */
function clientBulkWrite(client: mongo.MongoClient, { models, ...options }: Fields): Promise<unknown> {
  const named = (models as Record<string, Fields>[]).flatMap((model) =>
    Object.entries(model).map(([name, fields]) => ({ name, ...fields })),
  );
  return client.bulkWrite(named as unknown as mongo.ClientBulkWriteModel[], options);
}

/** Calls the driver as an operation of a test says. */
export async function perform(
  target: mongo.Collection | mongo.Db | mongo.MongoClient,
  name: string,
  fields: Fields,
): Promise<unknown> {
  if (target instanceof mongo.Collection) return await known(COLLECTION[name], name)(target, fields);
  if (target instanceof mongo.Db) return await known(DATABASE[name], name)(target, fields);
  if (name === 'clientBulkWrite') return await clientBulkWrite(target, fields);
  throw new Error(`the runner does not know the operation ${name}`);
}

function known<T>(operation: T | undefined, name: string): T {
  if (operation === undefined) throw new Error(`the runner does not know the operation ${name}`);
  return operation;
}
