import { mongo } from 'mongoose';
import { isDocument } from '../bson/values.ts';
import { Entities } from './entities.ts';
import { mismatch } from './matching.ts';
import { perform } from './operations.ts';
import type { CollectionData, ExpectedEvents, Fields, Operation, SpecFile, SpecTest } from './spec-file.ts';

/** Runs one specification test on a server. Throws with the first thing that is not as expected. */
export async function runSpecTest(uri: string, file: SpecFile, test: SpecTest): Promise<void> {
  const admin = await new mongo.MongoClient(uri).connect();
  const entities = new Entities(uri);
  try {
    for (const data of file.initialData) await load(admin, data);
    await entities.create(file.createEntities);
    for (const operation of test.operations) await runOperation(admin, entities, operation);
    for (const expected of test.expectEvents ?? []) checkEvents(entities, expected);
    for (const data of test.outcome ?? []) await checkOutcome(admin, data);
  } finally {
    await entities.close();
    await admin.close();
  }
}

async function load(admin: mongo.MongoClient, data: CollectionData): Promise<void> {
  const database = admin.db(data.databaseName);
  await database.collection(data.collectionName).drop();
  await database.createCollection(data.collectionName, { ...data.createOptions });
  if (data.documents.length > 0) await database.collection(data.collectionName).insertMany(data.documents);
}

async function runOperation(
  admin: mongo.MongoClient,
  entities: Entities,
  operation: Operation,
): Promise<void> {
  const { object, name, arguments: fields = {}, expectError, expectResult } = operation;
  if (object === 'testRunner') {
    await runOnTestRunner(admin, name, fields);
    return;
  }
  let result: unknown;
  try {
    result = await perform(entities.any(object), name, fields);
  } catch (error) {
    if (operation.ignoreResultAndError) return;
    if (!expectError) throw new Error(`${name} failed`, { cause: error });
    checkError(name, expectError, error);
    return;
  }
  if (operation.ignoreResultAndError) return;
  if (expectError) throw new Error(`${name} should have failed with ${JSON.stringify(expectError)}`);
  if (!('expectResult' in operation)) return;
  const found = mismatch(expectResult, result);
  if (found !== undefined) throw new Error(`result of ${name}: ${found}`);
}

async function runOnTestRunner(admin: mongo.MongoClient, name: string, fields: Fields): Promise<void> {
  if (name === 'failPoint') {
    await admin.db('admin').command(fields['failPoint'] as Fields);
    return;
  }
  if (name !== 'assertCollectionExists') throw new Error(`the runner does not know ${name}`);
  const [found] = await admin
    .db(String(fields['databaseName']))
    .listCollections({ name: String(fields['collectionName']) })
    .toArray();
  if (!found) throw new Error(`collection ${String(fields['collectionName'])} does not exist`);
}

function checkError(name: string, expected: Fields, error: unknown): void {
  if (!(error instanceof Error)) throw new Error(`${name} threw no error`, { cause: error });
  const isFromServer = error instanceof mongo.MongoServerError;
  const fail = (why: string): never => {
    throw new Error(`error of ${name}: ${why}`, { cause: error });
  };
  if (expected['isClientError'] === true && isFromServer) fail('should come from the driver');
  if (expected['isClientError'] === false && !isFromServer) fail('should come from the server');
  if (
    'errorContains' in expected &&
    !error.message.toLowerCase().includes(String(expected['errorContains']).toLowerCase())
  )
    fail(`message should contain ${String(expected['errorContains'])}, is ${error.message}`);
  if ('errorCode' in expected && (!isFromServer || error.code !== expected['errorCode'])) fail('wrong code');
  if ('errorCodeName' in expected && (!isFromServer || error.codeName !== expected['errorCodeName']))
    fail('wrong code name');
  for (const [field, actual] of [
    ['errorResponse', isFromServer ? error.errorResponse : undefined],
    ['expectResult', error instanceof mongo.MongoBulkWriteError ? error.result : undefined],
  ] as const) {
    const found = field in expected ? mismatch(expected[field], actual) : undefined;
    if (found !== undefined) fail(`${field} ${found}`);
  }
}

function checkEvents(entities: Entities, { client, events, ignoreExtraEvents }: ExpectedEvents): void {
  const observed = entities.eventsOf(client);
  if (ignoreExtraEvents !== true && observed.length !== events.length)
    throw new Error(
      `expected ${events.length} events, observed ${observed.map(({ type, event }) => `${type} ${String(Reflect.get(event, 'commandName'))}`).join(', ')}`,
    );
  for (const [i, expected] of events.entries()) {
    const actual = observed[i];
    const [type = ''] = Object.keys(expected);
    if (actual?.type !== type) throw new Error(`event ${i} should be ${type}`);
    for (const [field, wanted] of Object.entries(expected[type] ?? {})) {
      if (field === 'hasServiceId') continue;
      const found = mismatch(wanted, withoutMaps(Reflect.get(actual.event, field)));
      if (found !== undefined) throw new Error(`event ${i} (${type}) ${field}: ${found}`);
    }
  }
}

/** Commands are compared before the driver has encoded them: ordered Maps count as documents. */
function withoutMaps(value: unknown): unknown {
  if (value instanceof Map) return withoutMaps(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map((item) => withoutMaps(item));
  if (!isDocument(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withoutMaps(field)]));
}

async function checkOutcome(admin: mongo.MongoClient, data: CollectionData): Promise<void> {
  const documents = await admin
    .db(data.databaseName)
    .collection(data.collectionName)
    .find()
    .sort({ _id: 1 })
    .toArray();
  const found = mismatch(data.documents, documents, false);
  if (found !== undefined) throw new Error(`outcome in ${data.collectionName}: ${found}`);
}
