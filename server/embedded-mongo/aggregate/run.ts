import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import type { Options } from 'mingo/types';
import { type Breath, breathing } from '../breath.ts';
import type { Collation } from '../bson/collation.ts';
import { SIMPLE } from '../bson/collation.ts';
import type { Document } from '../bson/values.ts';
import { isDocument } from '../bson/values.ts';
import { badValue, location, MongoError, mongoError } from '../errors.ts';
import type { PipelineEnvironment } from './environment.ts';
import { expressionsFor } from './expressions.ts';
import type { Flow, StageScope } from './stage.ts';
import { STAGES } from './stages.ts';

/** Stages of MongoDB that are left out. */
const REFUSED = new Set([
  '$bucketAuto',
  '$densify',
  '$fill',
  '$geoNear',
  '$graphLookup',
  '$redact',
  '$search',
  '$setWindowFields',
]);
/** Stages that make their own input. */
export const SOURCES = new Set([
  '$documents',
  '$indexStats',
  '$collStats',
  '$listLocalSessions',
  '$currentOp',
]);

const contexts = new WeakMap<Collation, Context>();

function contextFor(collation: Collation): Context {
  const known = contexts.get(collation);
  if (known) return known;
  const made = Context.init({ expression: expressionsFor(collation) });
  contexts.set(collation, made);
  return made;
}

/** A stage of ours alone, which hands out the options it is called with. */
const PREPARE = '$prepareOptions';

/**
 * Options as mingo prepares them for a pipeline. Plain ones work too, but then mingo copies its whole table of
 * operators for every single expression.
 */
function optionsFor(context: Context, variables: Document): Options {
  let prepared: Options = {
    context,
    variables,
    idKey: '_id',
    useStrictMode: true,
    scriptEnabled: false,
    failOnError: true,
    processingMode: ProcessingMode.CLONE_OFF,
  };
  const hand = <T>(documents: T, _: unknown, options: Options): T => {
    prepared = options;
    return documents;
  };
  const withHandle = Context.from(context, Context.init({ pipeline: { [PREPARE]: hand } }));
  new Aggregator([{ [PREPARE]: {} }], { ...prepared, context: withHandle }).stream([]);
  return prepared;
}

const plainContext = contextFor(SIMPLE);
const optionsByVariables = new WeakMap<Document, Options>();

/** Evaluates one expression outside a pipeline: `$expr`, `let`, computed fields of a projection. */
export function evaluate(document: Document, expression: unknown, variables: Document): unknown {
  let options = optionsByVariables.get(variables);
  if (!options) {
    options = optionsFor(plainContext, variables);
    optionsByVariables.set(variables, options);
  }
  const prepared = options;
  refuseIndexPaths(expression);
  return translated(() => evalExpr(document, expression, prepared));
}

/** The results of a pipeline over documents, one by one. Throws MongoDB's errors at once for stages it does not know. */
export function runPipeline(
  documents: Flow,
  pipeline: readonly unknown[],
  environment: PipelineEnvironment,
): Flow {
  const { collation, variables } = environment;
  const scope: StageScope = {
    environment,
    options: optionsFor(contextFor(collation), variables),
    filterOptions: { collation, variables, evaluate },
    run: runPipeline,
  };
  const stages = translated(() => pipeline.map((stage, i) => stageOf(stage, i === 0, scope)));
  return pulled(stages.reduce<Flow>((flow, stage) => breathing(stage(flow)), documents));
}

/** mingo throws its complaints when results are pulled. */
function* pulled(documents: Flow): Generator<Document | Breath> {
  const source = documents[Symbol.iterator]();
  for (;;) {
    const next = translated(() => source.next());
    if (next.done) return;
    yield next.value;
  }
}

const INDEX_PATH = /^\$[^$].*\.\d+(\.|$)/;
const withoutIndexPaths = new WeakSet();

/** mingo takes `$list.0` for an item of the list; MongoDB does not enter arrays by index in an expression. */
function refuseIndexPaths(expression: unknown): void {
  if (typeof expression === 'string' && INDEX_PATH.test(expression))
    throw mongoError('CommandNotSupported', `the path ${expression} is not supported: use $arrayElemAt`);
  const parts = Array.isArray(expression) ? expression : isDocument(expression) ? expression : undefined;
  if (!parts || withoutIndexPaths.has(parts)) return;
  for (const [name, part] of Object.entries(parts)) if (name !== '$literal') refuseIndexPaths(part);
  withoutIndexPaths.add(parts);
}

function stageOf(stage: unknown, isFirst: boolean, scope: StageScope): (documents: Flow) => Flow {
  if (!isDocument(stage) || Object.keys(stage).length !== 1)
    throw location(40323, 'A pipeline stage specification object must contain exactly one field.');
  const [name = ''] = Object.keys(stage);
  if (name === '$out' || name === '$merge')
    throw location(40601, `${name} can only be the final stage in the pipeline`);
  if (name === '$changeStream')
    throw location(40573, 'The $changeStream stage is only supported on replica sets');
  if (REFUSED.has(name)) throw mongoError('CommandNotSupported', `${name} is not supported by this server`);
  const make = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (!make) throw location(40324, `Unrecognized pipeline stage name: '${name}'`);
  if (SOURCES.has(name) && !isFirst)
    throw location(40602, `${name} is only valid as the first stage in a pipeline`);
  if (name !== '$match') refuseIndexPaths(stage[name]);
  return make(stage[name], scope);
}

/** mingo's own complaints become MongoDB's general one. */
function translated<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof MongoError || error instanceof RangeError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^accumulator '(\$\w+)' is not registered/.exec(message);
    if (unknown) throw location(168, `Unrecognized expression '${unknown[1] ?? ''}'`);
    throw badValue(`PlanExecutor error during aggregation :: caused by :: ${message}`);
  }
}
