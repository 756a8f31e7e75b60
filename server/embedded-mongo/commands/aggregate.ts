import { setImmediate as breathe } from 'node:timers/promises';
import type { PipelineEnvironment } from '../aggregate/environment.ts';
import { Grouping } from '../aggregate/group.ts';
import { evaluate, pipelineOptions, runPipeline, translated } from '../aggregate/run.ts';
import { encode } from '../bson/codec.ts';
import { equal } from '../bson/compare.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNullish, isNumber } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import type { FilterOptions } from '../match/types.ts';
import type { Breath, Query } from '../storage/query.ts';
import { allRows, BREATH, countUnread, findRows } from '../storage/query.ts';
import type { Store } from '../storage/store.ts';
import type { Command, CommandContext } from './context.ts';
import { amountOf, documentOf, filterOptions, namespace } from './context.ts';
import { explainPlan } from './explain.ts';
import { isOutputStage, writeOutput } from './output.ts';

/** Stages that make their own input. */
const SOURCES = new Set(['$documents', '$indexStats', '$collStats', '$listLocalSessions', '$currentOp']);

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
  if (isOutputStage(last)) {
    await store.write(() => {
      const results = [...drain(resultsOf(context, name, stages.slice(0, -1)))];
      writeOutput(store, database, last, results, message);
    });
    return cursors.start(name, [][Symbol.iterator](), { batchSize: undefined });
  }
  const { batchSize } = documentOf(message['cursor'], 'cursor');
  const results = await collect(resultsOf(context, name, stages));
  const rows = (function* (): Generator<Uint8Array> {
    for (const result of results) yield encode(result);
  })();
  return cursors.start(name, rows, {
    batchSize: isNullish(batchSize) ? undefined : amountOf(batchSize, 'batchSize'),
  });
};

/** A step of a computation that pauses: a BREATH now and then, at the end the results. */
type Paused = Generator<Breath, Iterable<Document>>;

async function collect(steps: Paused): Promise<Iterable<Document>> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
}

function drain(steps: Paused): Iterable<Document> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Leading `$match`, `$sort` and `$limit` become a query with an index, a following `$group` takes its rows one by
 * one, and mingo runs the rest.
 */
function* resultsOf(context: CommandContext, name: string, pipeline: readonly unknown[]): Paused {
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
  const rows = findRows(store.environment, collection, query);
  const [next] = rest;
  if (isDocument(next) && '$group' in next && Object.keys(next).length === 1) {
    const grouping = new Grouping(next['$group'], options.collation, pipelineOptions(environment));
    for (const row of rows) {
      if (row === BREATH) yield row;
      else translated(() => grouping.add(row.document));
    }
    return runPipeline(grouping.results(), rest.slice(1), environment);
  }
  const documents: Document[] = [];
  for (const row of rows) {
    if (row === BREATH) yield row;
    else documents.push(row.document);
  }
  return runPipeline(documents, rest, environment);
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
    isDocument(sort) && Object.keys(sort).length > 0 && Object.values(sort).every((order) => isNumber(order));
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
