import { setImmediate as breathe } from 'node:timers/promises';
import type { PipelineEnvironment } from '../aggregate/environment.ts';
import { evaluate, runPipeline, SOURCES } from '../aggregate/run.ts';
import type { Flow } from '../aggregate/stage.ts';
import { BREATH, type Breath } from '../breath.ts';
import { encode } from '../bson/codec.ts';
import { equal } from '../bson/compare.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNullish } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import type { FilterOptions } from '../match/types.ts';
import type { Row } from '../storage/collection.ts';
import type { Query } from '../storage/query.ts';
import { allRows, countUnread, findRows } from '../storage/query.ts';
import type { Store } from '../storage/store.ts';
import type { Command, CommandContext } from './context.ts';
import { amountOf, documentOf, filterOptions, namespace } from './context.ts';
import { explainPlan } from './explain.ts';
import { isOutputStage, writeOutput } from './output.ts';

export const aggregate: Command = async (context) => {
  const { store, cursors, database, message } = context;
  if (!Array.isArray(message['pipeline']))
    throw mongoError('TypeMismatch', "'pipeline' option must be specified as an array");
  const stages: unknown[] = message['pipeline'];
  if (message['explain'] === true) return explainPlan(context, message);
  if (isNullish(message['cursor']))
    throw mongoError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  const isAboutCollection = typeof message['aggregate'] === 'string';
  const name = isAboutCollection ? namespace(database, message['aggregate']) : `${database}.$cmd.aggregate`;
  const last = stages.at(-1);
  const batch = documentOf(message['cursor'], 'cursor')['batchSize'];
  const batchSize = isNullish(batch) ? undefined : amountOf(batch, 'batchSize');
  if (isOutputStage(last)) {
    const results = await collect(resultsOf(context, name, stages.slice(0, -1)));
    await store.write(() => {
      writeOutput(store, database, last, results, message);
    });
    return cursors.start(name, [][Symbol.iterator](), {
      connection: context.connectionId,
      batchSize: undefined,
    });
  }
  return cursors.start(name, encoded(resultsOf(context, name, stages)), {
    connection: context.connectionId,
    batchSize,
  });
};

async function collect(flow: Flow): Promise<Document[]> {
  const results: Document[] = [];
  for (const result of flow) {
    if (result === BREATH) await breathe();
    else results.push(result);
  }
  return results;
}

function* encoded(flow: Flow): Generator<Uint8Array | Breath> {
  for (const result of flow) yield result === BREATH ? BREATH : encode(result);
}

/** Leading `$match`, `$sort` and `$limit` become a query with an index; the stages after it take its rows one by one. */
function resultsOf(context: CommandContext, name: string, pipeline: readonly unknown[]): Flow {
  const { store, message } = context;
  const collection = store.catalog.get(name);
  const options = filterOptions(collection, message['collation'], message['let']);
  const environment = environmentFor(context, name, options);
  const first = pipeline[0];
  if (
    typeof message['aggregate'] !== 'string' ||
    (isDocument(first) && SOURCES.has(Object.keys(first)[0] ?? ''))
  )
    return runPipeline([], pipeline, environment);
  const { query, rest } = leadingQuery(pipeline, options, message['hint']);
  const counted =
    collection && countOnly(rest) ? countUnread(store.environment, collection, query) : undefined;
  if (counted !== undefined && !query.limit) return counted === 0 ? [] : [{ _id: 1, n: counted }];
  return runPipeline(documentsOf(findRows(store.environment, collection, query)), rest, environment);
}

function* documentsOf(rows: Iterable<Row | Breath>): Generator<Document | Breath> {
  for (const row of rows) yield row === BREATH ? BREATH : row.document;
}

/** What drivers send for countDocuments: `{ $group: { _id: 1, n: { $sum: 1 } } }` and nothing more. */
const countOnly = (rest: readonly unknown[]): boolean =>
  rest.length === 1 && equal(rest[0], { $group: { _id: 1, n: { $sum: 1 } } });

function leadingQuery(
  pipeline: readonly unknown[],
  options: FilterOptions,
  hint: unknown,
): { query: Query; rest: unknown[] } {
  const rest = [...pipeline];
  const take = (stage: string, fits: (argument: unknown) => boolean): unknown => {
    const [next] = rest;
    if (
      !isDocument(next) ||
      Object.keys(next).length !== 1 ||
      !Object.hasOwn(next, stage) ||
      !fits(next[stage])
    )
      return undefined;
    rest.shift();
    return next[stage];
  };
  const isPlainSort = (sort: unknown): boolean =>
    isDocument(sort) &&
    Object.keys(sort).length > 0 &&
    Object.values(sort).every((order) => order === 1 || order === -1);
  const isAmount = (amount: unknown): boolean => Number.isInteger(amount) && Number(amount) > 0;
  const filter = take('$match', isDocument);
  const sort = take('$sort', isPlainSort);
  const limit = take('$limit', isAmount);
  const query: Query = {
    filter: documentOf(filter, '$match'),
    sort: isDocument(sort) ? sort : undefined,
    limit: typeof limit === 'number' ? limit : 0,
    hint,
    options,
  };
  return { query, rest };
}

function environmentFor(
  { store, database, message }: CommandContext,
  name: string,
  options: FilterOptions,
): PipelineEnvironment {
  const { lsid } = message;
  const { collation, variables } = options;
  return {
    collation,
    variables,
    find: (from, filter, bindings) => {
      const collection = store.catalog.get(namespace(database, from));
      const query = {
        filter,
        options: { collation, variables: bindings, evaluate },
      };
      return allRows(store.environment, collection, query).map(({ document }) => document);
    },
    describe: (stage) => describeCollection(store, name, stage, lsid),
  };
}

function describeCollection(store: Store, name: string, stage: string, lsid: unknown): Document[] {
  const collection = store.catalog.get(name);
  if (stage === '$indexStats')
    return (collection?.indexes ?? []).map(({ spec }) => ({
      name: spec.name,
      key: spec.key,
      spec,
      accesses: { ops: 0, since: new Date() },
    }));
  if (stage === '$collStats')
    return [{ ns: name, count: collection?.count ?? 0, storageStats: { count: collection?.count ?? 0 } }];
  // Sessions are not kept; the one this command came with is alive.
  return stage === '$listLocalSessions' && isDocument(lsid) ? [{ _id: lsid, lastUse: new Date() }] : [];
}
