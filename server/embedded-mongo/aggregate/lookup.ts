import { evalExpr } from 'mingo/core';
import { BREATH, withoutBreaths } from '../breath.ts';
import { reach } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, setOwn } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import { assign } from '../projection/project.ts';
import type { Flow, Stage } from './stage.ts';

const failed = (why: string): Error => mongoError('FailedToParse', why);

function stagesOf(pipeline: unknown, stage: string): unknown[] {
  if (pipeline === undefined) return [];
  if (!Array.isArray(pipeline)) throw failed(`'pipeline' option of ${stage} must be specified as an array`);
  return pipeline;
}

const LOOKUP = new Set(['from', 'as', 'localField', 'foreignField', 'let', 'pipeline']);

/** Joins documents of another collection, by a field, by a pipeline with variables, or by both. */
export const lookup: Stage = (argument, { environment, options, run }) => {
  if (!isDocument(argument)) throw failed('the $lookup stage specification must be an object');
  const { from, as, localField: local, foreignField: foreign, let: bindings } = argument;
  const unknown = Object.keys(argument).find((name) => !LOOKUP.has(name));
  if (unknown !== undefined) throw failed(`unknown argument to $lookup: ${unknown}`);
  if (typeof from !== 'string') throw failed("missing 'from' option to $lookup stage specification");
  if (typeof as !== 'string') throw failed("must specify 'as' field for a $lookup");
  if ((local === undefined) !== (foreign === undefined) || (local === undefined && !('pipeline' in argument)))
    throw failed(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  if (bindings !== undefined && !isDocument(bindings)) throw failed('$lookup argument let must be an object');
  const pipeline = stagesOf(argument['pipeline'], '$lookup');
  const joined = (document: Document): Document[] => {
    const variables: Document = { ...environment.variables };
    for (const [name, expression] of Object.entries(bindings ?? {}))
      setOwn(variables, name, evalExpr(document, expression, options) ?? null);
    const filter =
      typeof local === 'string' && typeof foreign === 'string'
        ? { [foreign]: { $in: localValues(document, local) } }
        : {};
    const found = environment.find(from, filter, variables);
    return [...withoutBreaths(run(found, pipeline, { ...environment, variables }))];
  };
  return function* (documents: Flow): Flow & Generator {
    for (const document of documents) {
      if (document === BREATH) yield BREATH;
      else {
        const result = { ...document };
        assign(result, as.split('.'), joined(document));
        yield result;
      }
    }
  };
};

/** The local values to equal; an array stands for its items, and a missing field for null. */
function localValues(document: Document, path: string): unknown[] {
  const values = reach(document, path.split('.')).flatMap((value): unknown[] =>
    Array.isArray(value) ? value : [value],
  );
  return values.length > 0 ? values.map((value) => value ?? null) : [null];
}

/** The documents, then those of another collection through a pipeline. */
export const unionWith: Stage = (argument, { environment, run }) => {
  const { coll, pipeline } = isDocument(argument) ? argument : { coll: argument, pipeline: undefined };
  if (typeof coll !== 'string') throw failed('$unionWith requires a collection');
  const stages = stagesOf(pipeline, '$unionWith');
  return function* (documents: Flow): Flow & Generator {
    yield* documents;
    yield* run(environment.find(coll, {}, {}), stages, { ...environment, variables: {} });
  };
};
