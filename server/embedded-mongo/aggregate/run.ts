import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr, OpType, ProcessingMode } from 'mingo/core';
import {
  $count,
  $documents,
  $facet,
  $limit,
  $replaceRoot,
  $replaceWith,
  $sample,
  $skip,
  $unwind,
} from 'mingo/operators/pipeline';
import type { Options } from 'mingo/types';
import { SIMPLE } from '../bson/collation.ts';
import type { Document } from '../bson/values.ts';
import { isDocument } from '../bson/values.ts';
import { badValue, location, MongoError, mongoError } from '../errors.ts';
import type { FilterOptions } from '../match/types.ts';
import type { PipelineEnvironment } from './environment.ts';
import { NO_COLLECTIONS } from './environment.ts';
import { expressionsFor } from './expressions.ts';
import type { Stage } from './stages.ts';
import { ownStages } from './stages.ts';

/** Stages mingo has, but whose results are not held to MongoDB's here, and stages of features left out. */
const REFUSED = new Set([
  '$bucketAuto',
  '$changeStream',
  '$densify',
  '$fill',
  '$geoNear',
  '$graphLookup',
  '$merge',
  '$out',
  '$redact',
  '$search',
  '$setWindowFields',
]);
function contextFor(environment: PipelineEnvironment): Context {
  return Context.init({
    expression: expressionsFor(environment.collation),
    pipeline: {
      $count,
      $documents,
      $facet,
      $limit,
      $replaceRoot,
      $replaceWith,
      $sample,
      $skip,
      $unwind,
      ...ownStages(environment, filterOptionsFor(environment), runPipeline),
    },
  });
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
  const hand: Stage = (documents, _, options) => {
    prepared = options;
    return documents;
  };
  const withHandle = Context.from(context, Context.init({ pipeline: { [PREPARE]: hand } }));
  new Aggregator([{ [PREPARE]: {} }], { ...prepared, context: withHandle }).stream([]);
  return prepared;
}

function filterOptionsFor(environment: PipelineEnvironment): FilterOptions {
  return { collation: environment.collation, variables: environment.variables, evaluate };
}

const expressionContext = contextFor({ ...NO_COLLECTIONS, collation: SIMPLE, variables: {} });
const optionsByVariables = new WeakMap<Document, Options>();

/** Evaluates one expression outside a pipeline: `$expr`, `let`, computed fields of a projection. */
export function evaluate(document: Document, expression: unknown, variables: Document): unknown {
  let options = optionsByVariables.get(variables);
  if (!options) {
    options = optionsFor(expressionContext, variables);
    optionsByVariables.set(variables, options);
  }
  const prepared = options;
  refuseIndexPaths(expression);
  return translated(() => evalExpr(document, expression, prepared));
}

/** Runs a pipeline over documents. Throws MongoDB's errors for stages it does not know. */
export function runPipeline(
  documents: Iterable<Document>,
  pipeline: readonly unknown[],
  environment: PipelineEnvironment,
): Document[] {
  if (pipeline.length === 0) return [...documents];
  const { context, stages } = prepare(pipeline, environment);
  const options = optionsFor(context, environment.variables);
  return translated(() => new Aggregator(stages, options).run<Document>(documents));
}

/** The options with which a `$group` outside mingo's own loop evaluates its expressions. */
export function pipelineOptions(environment: PipelineEnvironment): Options {
  return optionsFor(contextFor(environment), environment.variables);
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

function prepare(
  pipeline: readonly unknown[],
  environment: PipelineEnvironment,
): { context: Context; stages: Document[] } {
  const context = contextFor(environment);
  const stages = pipeline.map((stage) => {
    if (!isDocument(stage) || Object.keys(stage).length !== 1)
      throw location(40323, 'A pipeline stage specification object must contain exactly one field.');
    const [name = ''] = Object.keys(stage);
    if (REFUSED.has(name))
      throw mongoError('CommandNotSupported', `${name} is not supported here by this server`);
    if (name === PREPARE || !context.getOperator(OpType.PIPELINE, name))
      throw location(40324, `Unrecognized pipeline stage name: '${name}'`);
    if (name !== '$match') refuseIndexPaths(stage);
    return stage;
  });
  return { context, stages };
}

/** mingo's own complaints become MongoDB's general one. */
export function translated<T>(compute: () => T): T {
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
