import { setImmediate as breathe } from 'node:timers/promises';
import { BREATH, type Breath } from '../breath.ts';
import { encode } from '../bson/codec.ts';
import { groupKey } from '../bson/key.ts';
import { reach } from '../bson/paths.ts';
import { isNullish, isTrue, toNumber } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import { compileProjection } from '../projection/project.ts';
import type { Query } from '../storage/query.ts';
import { countUnread, findRows } from '../storage/query.ts';
import type { Command } from './context.ts';
import { amountOf, documentOf, filterOptions, namespace, sortOf } from './context.ts';

export const find: Command = ({ store, cursors, database, message, connectionId }) => {
  const name = namespace(database, message['find']);
  const collection = store.catalog.get(name);
  const filter = documentOf(message['filter'], 'filter');
  const options = filterOptions(collection, message['collation'], message['let']);
  const projection = documentOf(message['projection'], 'projection');
  const project = compileProjection(projection, { filter, isFind: true, options });
  if (isTrue(message['tailable']))
    throw mongoError('CommandNotSupported', 'tailable cursors are not supported by this server');
  const limit = amountOf(message['limit'], 'limit');
  const rows = findRows(store.environment, collection, {
    filter,
    sort: sortOf(message['sort']),
    skip: amountOf(message['skip'], 'skip'),
    limit,
    hint: message['hint'],
    options,
  });
  const isWhole = Object.keys(projection).length === 0;
  function* encoded(): Generator<Uint8Array | Breath> {
    for (const row of rows) yield row === BREATH ? row : isWhole ? row.bytes : encode(project(row.document));
  }
  const batchSize = isNullish(message['batchSize']) ? undefined : amountOf(message['batchSize'], 'batchSize');
  return cursors.start(name, encoded(), {
    connection: connectionId,
    // A client that set a limit wants it at once.
    batchSize: batchSize ?? (limit > 0 ? Math.max(limit, 101) : undefined),
    singleBatch: isTrue(message['singleBatch']),
    keepsForever: isTrue(message['noCursorTimeout']),
  });
};

export const getMore: Command = ({ cursors, message }) =>
  cursors.more(
    message['getMore'],
    isNullish(message['batchSize']) ? undefined : amountOf(message['batchSize'], 'batchSize'),
  );

export const killCursors: Command = ({ cursors, message }) => {
  const ids = Array.isArray(message['cursors']) ? message['cursors'] : [];
  const { killed, notFound } = cursors.kill(ids);
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
};

export const count: Command = async ({ store, database, message }) => {
  const collection = store.catalog.get(namespace(database, message['count']));
  const query: Query = {
    filter: documentOf(message['query'], 'query'),
    hint: message['hint'],
    options: filterOptions(collection, message['collation'], undefined),
  };
  const skip = amountOf(message['skip'], 'skip');
  const limit = isNullish(message['limit']) ? 0 : Math.abs(toNumber(message['limit']));
  let n = collection && countUnread(store.environment, collection, query);
  if (n === undefined) {
    n = 0;
    for (const row of findRows(store.environment, collection, query)) {
      if (row === BREATH) await breathe();
      else n += 1;
    }
  }
  const rest = Math.max(0, n - skip);
  return { n: limit > 0 ? Math.min(rest, limit) : rest, ok: 1 };
};

export const distinct: Command = async ({ store, database, message }) => {
  const collection = store.catalog.get(namespace(database, message['distinct']));
  const { key } = message;
  if (typeof key !== 'string')
    throw mongoError('TypeMismatch', "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const options = filterOptions(collection, message['collation'], undefined);
  const { collation } = options;
  const steps = key.split('.');
  const values = new Map<string, unknown>();
  const query = { filter: documentOf(message['query'], 'query'), hint: message['hint'], options };
  for (const row of findRows(store.environment, collection, query)) {
    if (row === BREATH) {
      await breathe();
      continue;
    }
    for (const value of reach(row.document, steps).flatMap((found): unknown[] =>
      Array.isArray(found) ? found : [found],
    )) {
      if (value === undefined) continue;
      const hash = groupKey(typeof value === 'string' ? collation.fold(value) : value);
      if (!values.has(hash)) values.set(hash, value);
    }
  }
  return { values: [...values.values()].toSorted(collation.compare), ok: 1 };
};
