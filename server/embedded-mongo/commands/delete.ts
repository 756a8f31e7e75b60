import { allRows } from '../storage/query.ts';
import { runBatch, writeReply } from './batch.ts';
import type { Command } from './context.ts';
import { amountOf, documentOf, filterOptions, listOf, namespace } from './context.ts';

export const deleteDocuments: Command = ({ store, database, message }) => {
  const name = namespace(database, message['delete']);
  const statements = listOf(message['deletes'], 'deletes');
  return store.write(() => {
    let n = 0;
    const errors = runBatch(statements, message['ordered'], (given) => {
      const statement = documentOf(given, 'deletes');
      const collection = store.catalog.get(name);
      const rows = allRows(store.environment, collection, {
        filter: documentOf(statement['q'], 'q'),
        limit: amountOf(statement['limit'], 'limit'),
        hint: statement['hint'],
        options: filterOptions(collection, statement['collation'], message['let']),
      });
      if (!collection) return;
      for (const row of rows) store.records.remove(collection, row);
      n += rows.length;
    });
    return writeReply({ n }, errors);
  });
};
