import type { Document } from '../bson/values.ts';
import { isNullish, isTrue } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import { compileProjection } from '../projection/project.ts';
import { allRows } from '../storage/query.ts';
import type { UpdateRequest } from '../update/apply.ts';
import { changed, checkUpdate, upserted } from '../update/change.ts';
import type { Command } from './context.ts';
import { documentOf, filterOptions, listOf, namespace, sortOf } from './context.ts';
import { insertUpserted, replaceRow } from './update.ts';

export const findAndModify: Command = ({ store, database, message }) => {
  const name = namespace(database, message['findAndModify'] ?? message['findandmodify']);
  const { update, new: wantsNew } = message;
  const isRemove = isTrue(message['remove']);
  const bypass = message['bypassDocumentValidation'] === true;
  if (isRemove && !isNullish(update))
    throw mongoError('FailedToParse', 'Cannot specify both an update and remove=true');
  if (isRemove && isTrue(wantsNew))
    throw mongoError(
      'FailedToParse',
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  if (!isRemove && isNullish(update))
    throw mongoError('FailedToParse', 'Either an update or remove=true must be specified');
  const filter = documentOf(message['query'], 'query');
  return store.write(() => {
    const collection = store.catalog.get(name);
    const options = filterOptions(collection, message['collation'], message['let']);
    const project = compileProjection(documentOf(message['fields'], 'fields'), {
      filter,
      isFind: true,
      options,
    });
    const request: UpdateRequest = {
      filter,
      arrayFilters: listOf(message['arrayFilters'], 'arrayFilters'),
      options,
      isInsert: false,
      now: new Date(),
    };
    if (!isRemove) checkUpdate(update, false);
    const [row] = allRows(store.environment, collection, {
      filter,
      sort: sortOf(message['sort']),
      limit: 1,
      hint: message['hint'],
      options,
    });
    const reply = (lastErrorObject: Document, value: Document | undefined): Document => ({
      lastErrorObject,
      value: value ? project(value) : null,
      ok: 1,
    });
    if (isRemove) {
      if (collection && row) store.records.remove(collection, row);
      return reply({ n: row ? 1 : 0 }, row?.document);
    }
    if (collection && row) {
      const document = changed(row.document, update, request);
      replaceRow(store, collection, row, document, bypass);
      return reply({ n: 1, updatedExisting: true }, isTrue(wantsNew) ? document : row.document);
    }
    if (!isTrue(message['upsert'])) return reply({ n: 0, updatedExisting: false }, undefined);
    const document = upserted(filter, update, request);
    insertUpserted(store, name, document, bypass);
    return reply(
      { n: 1, updatedExisting: false, upserted: document['_id'] },
      isTrue(wantsNew) ? document : undefined,
    );
  });
};
