import { evalExpr } from 'mingo/core';
import type { Iterator as Documents } from 'mingo/lazy';
import { Lazy } from 'mingo/lazy';
import type { Options } from 'mingo/types';
import { reach, sortBy } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, setOwn } from '../bson/values.ts';
import { location, mongoError } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import type { FilterOptions } from '../match/types.ts';
import { assign, compileProjection } from '../projection/project.ts';
import { bucketGroup } from './bucket.ts';
import type { PipelineEnvironment } from './environment.ts';
import { Grouping } from './group.ts';

/** A pipeline stage as mingo calls it. */
export type Stage = (documents: Documents, argument: unknown, options: Options) => Documents;
export type RunPipeline = (
  documents: Iterable<Document>,
  pipeline: readonly unknown[],
  environment: PipelineEnvironment,
) => Document[];

/** Variables in force where the stage runs: of `let`, and of a `$lookup` around it. */
const variablesOf = (environment: PipelineEnvironment): Document => environment.variables;

/** Reads the whole input only when the first result is asked for. */
function deferred(make: () => Iterable<Document>): Documents {
  let source: Iterator<Document> | undefined;
  return Lazy(() => {
    source ??= make()[Symbol.iterator]();
    const { done, value } = source.next();
    return done ? { done: true } : { done: false, value };
  });
}

/** The stages in which mingo differs from MongoDB. */
export function ownStages(
  environment: PipelineEnvironment,
  filterOptions: FilterOptions,
  run: RunPipeline,
): Record<string, Stage> {
  const { collation } = environment;
  const projection = (argument: unknown): ((document: Document) => Document) => {
    if (!isDocument(argument)) throw location(15969, '$project specification must be an object');
    if (Object.keys(argument).length === 0)
      throw location(51272, 'Invalid $project: projection specification must have at least one field');
    return compileProjection(argument, { filter: {}, isFind: false, options: filterOptions });
  };
  const group: Stage = (documents, argument, options) => {
    const grouping = new Grouping(argument, collation, options);
    return deferred(() => {
      documents.each<Document>((document) => {
        grouping.add(document);
      });
      return grouping.results();
    });
  };
  const bucket: Stage = (documents, argument, options) => {
    const { group: spec, keyOf } = bucketGroup(argument, collation.compare);
    const grouping = new Grouping(spec, collation, options);
    return deferred(() => {
      documents.each<Document>((document) => {
        grouping.add(document, keyOf(document, options));
      });
      return sortBy([...grouping.results()], { _id: 1 }, collation.compare, (document) => document);
    });
  };
  const sort: Stage = (documents, argument) => {
    if (!isDocument(argument)) throw location(15973, 'the $sort key specification must be an object');
    if (Object.keys(argument).length === 0)
      throw location(15976, '$sort stage must have at least one sort key');
    return deferred(() =>
      sortBy(documents.collect<Document>(), argument, collation.compare, (document) => document),
    );
  };
  const addFields: Stage = (documents, argument, options) => {
    if (!isDocument(argument)) throw location(40272, '$addFields specification stage must be an object');
    const fields = flatFields(argument);
    return documents.map<Document, Document>((document) => {
      const result = { ...document };
      for (const [path, expression] of fields) {
        const value = evalExpr(document, expression, options);
        if (value === undefined) delete result[path];
        else assign(result, path.split('.'), value);
      }
      return result;
    });
  };
  return {
    $match: (documents, argument) => {
      if (!isDocument(argument)) throw location(15959, 'the match filter must be an expression in an object');
      return documents.filter<Document>(compileFilter(argument, filterOptions));
    },
    $sort: sort,
    $group: group,
    $bucket: bucket,
    $project: (documents, argument) => documents.map(projection(argument)),
    $unset: (documents, argument) => {
      const paths: unknown[] = Array.isArray(argument) ? argument : [argument];
      return documents.map(projection(Object.fromEntries(paths.map((path) => [String(path), 0]))));
    },
    $addFields: addFields,
    $set: addFields,
    $sortByCount: (documents, argument, options) =>
      sort(group(documents, { _id: argument, count: { $sum: 1 } }, options), { count: -1 }, options),
    $lookup: (documents, argument, options) => lookup(documents, argument, options, environment, run),
    $unionWith: (documents, argument) => {
      const { coll, pipeline } = isDocument(argument) ? argument : { coll: argument, pipeline: [] };
      if (typeof coll !== 'string') throw mongoError('FailedToParse', '$unionWith requires a collection');
      return deferred(function* () {
        yield* documents.collect<Document>();
        const others = environment.find(coll, {}, {});
        yield* run(others, stagesOf(pipeline), { ...environment, variables: {} });
      });
    },
    $indexStats: () => Lazy(environment.describe('$indexStats')),
    $collStats: () => Lazy(environment.describe('$collStats')),
    $currentOp: () => Lazy(environment.describe('$currentOp')),
    $listLocalSessions: () => Lazy(environment.describe('$listLocalSessions')),
  };
}

const stagesOf = (pipeline: unknown): unknown[] => (Array.isArray(pipeline) ? pipeline : []);

/** `{ a: { b: 1 } }` sets `a.b` and leaves the rest of `a`. */
function flatFields(spec: Document, prefix = ''): [string, unknown][] {
  return Object.entries(spec).flatMap(([name, value]): [string, unknown][] => {
    const [first] = isDocument(value) ? Object.keys(value) : [];
    if (isDocument(value) && first !== undefined && !first.startsWith('$'))
      return flatFields(value, `${prefix}${name}.`);
    return [[prefix + name, value]];
  });
}

function lookup(
  documents: Documents,
  argument: unknown,
  options: Options,
  environment: PipelineEnvironment,
  run: RunPipeline,
): Documents {
  if (!isDocument(argument))
    throw mongoError('FailedToParse', 'the $lookup stage specification must be an object');
  const { from, as, localField, foreignField, let: bindings, pipeline } = argument;
  if (typeof from !== 'string' || typeof as !== 'string')
    throw mongoError('FailedToParse', "$lookup needs 'from' and 'as' as strings");
  return documents.map<Document, Document>((document) => {
    const variables: Document = { ...variablesOf(environment) };
    if (isDocument(bindings))
      for (const [name, expression] of Object.entries(bindings))
        setOwn(variables, name, evalExpr(document, expression, options) ?? null);
    const filter =
      typeof localField === 'string' && typeof foreignField === 'string'
        ? { [foreignField]: { $in: localValues(document, localField) } }
        : {};
    const found = environment.find(from, filter, variables);
    const joined = run(found, stagesOf(pipeline), { ...environment, variables });
    const result = { ...document };
    assign(result, as.split('.'), joined);
    return result;
  });
}

/** The local values to equal; an array stands for its items, and a missing field for null. */
function localValues(document: Document, path: string): unknown[] {
  const values = reach(document, path.split('.')).flatMap((value): unknown[] =>
    Array.isArray(value) ? value : [value],
  );
  return values.length > 0 ? values.map((value) => value ?? null) : [null];
}
