import { isIdentical } from '../bson/codec.ts';
import { equal } from '../bson/compare.ts';
import type { Document } from '../bson/values.ts';
import { isTrue } from '../bson/values.ts';
import { location } from '../errors.ts';
import type { Collection, Row } from '../storage/collection.ts';
import { allRows } from '../storage/query.ts';
import { validate } from '../storage/records.ts';
import type { Store } from '../storage/store.ts';
import type { UpdateRequest } from '../update/apply.ts';
import { changed, checkUpdate, upserted } from '../update/change.ts';
import { runBatch, writeReply } from './batch.ts';
import type { Command } from './context.ts';
import { documentOf, ensured, evaluateLet, filterOptions, listOf, namespace } from './context.ts';
import { checkId } from './insert.ts';

export const update: Command = ({ store, database, message }) => {
  const name = namespace(database, message['update']);
  const statements = listOf(message['updates'], 'updates').map((given) => knownStatement(given));
  const bypass = message['bypassDocumentValidation'] === true;
  return store.write(() => {
    let n = 0;
    let nModified = 0;
    const upserts: Document[] = [];
    const errors = runBatch(statements, message['ordered'], (statement, index) => {
      const result = updateStatement(store, name, statement, message['let'], bypass);
      n += result.matched + (result.upserted ? 1 : 0);
      nModified += result.modified;
      if (result.upserted) upserts.push({ index, _id: result.upserted['_id'] });
    });
    return writeReply({ n, nModified, ...(upserts.length > 0 ? { upserted: upserts } : {}) }, errors);
  });
};

interface UpdateResult {
  readonly matched: number;
  readonly modified: number;
  readonly upserted?: Document;
}

/** Fields of a statement. `sort` came with MongoDB 8.0; ignoring what is asked would change the wrong document. */
const STATEMENT = new Set(['q', 'u', 'c', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint']);

function knownStatement(given: unknown): Document {
  const statement = documentOf(given, 'updates');
  const unknown = Object.keys(statement).find((field) => !STATEMENT.has(field));
  if (unknown !== undefined)
    throw location(40415, `BSON field 'update.updates.${unknown}' is an unknown field.`);
  return statement;
}

function updateStatement(
  store: Store,
  name: string,
  statement: Document,
  bindings: unknown,
  bypass: boolean,
): UpdateResult {
  const filter = documentOf(statement['q'], 'q');
  const isMulti = isTrue(statement['multi']);
  const collection = store.catalog.get(name);
  const options = filterOptions(collection, statement['collation'], bindings);
  const variables = { ...options.variables, ...evaluateLet(statement['c']) };
  const request: UpdateRequest = {
    filter,
    arrayFilters: listOf(statement['arrayFilters'], 'arrayFilters'),
    options: { ...options, variables },
    isInsert: false,
    now: new Date(),
  };
  const change = statement['u'];
  checkUpdate(change, isMulti);
  const rows = allRows(store.environment, collection, {
    filter,
    limit: isMulti ? 0 : 1,
    hint: statement['hint'],
    options: request.options,
  });
  let modified = 0;
  if (collection)
    for (const row of rows)
      if (replaceRow(store, collection, row, changed(row.document, change, request), bypass)) modified += 1;
  if (rows.length > 0 || !isTrue(statement['upsert'])) return { matched: rows.length, modified };
  const document = upserted(filter, change, request);
  insertUpserted(store, name, document, bypass);
  return { matched: 0, modified: 0, upserted: document };
}

/** Stores the new version of a document; false if it is the same as before. */
export function replaceRow(
  store: Store,
  collection: Collection,
  row: Row,
  document: Document,
  bypass: boolean,
): boolean {
  // Values of other types can be equal, so only equal documents are worth comparing byte for byte.
  if (equal(document, row.document) && isIdentical(document, row.document)) return false;
  validate(collection, document, bypass);
  store.records.replace(collection, row, document);
  return true;
}

export function insertUpserted(store: Store, name: string, document: Document, bypass: boolean): void {
  checkId(document['_id']);
  const collection = ensured(store, name);
  validate(collection, document, bypass);
  store.records.insert(collection, document);
}
