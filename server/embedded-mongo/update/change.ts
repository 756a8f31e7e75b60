import { ObjectId } from 'bson';
import { NO_COLLECTIONS } from '../aggregate/environment.ts';
import { runPipeline } from '../aggregate/run.ts';
import { withoutBreaths } from '../breath.ts';
import { equal } from '../bson/compare.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, withIdFirst } from '../bson/values.ts';
import { location, mongoError } from '../errors.ts';
import type { UpdateRequest } from './apply.ts';
import { applyOperators, checkOperators } from './apply.ts';
import { replaceDocument, seedOfFilter, stampTimestamps } from './replace.ts';

const PIPELINE_STAGES = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

export const hasOperators = (update: unknown): update is Document =>
  isDocument(update) && Object.keys(update)[0]?.startsWith('$') === true;

/** Refuses an update that can never work, even if no document matches. */
export function checkUpdate(update: unknown, isMulti: boolean): void {
  if (Array.isArray(update)) {
    for (const stage of update) checkStage(stage);
    return;
  }
  if (!isDocument(update))
    throw mongoError('FailedToParse', 'Update argument must be either an object or an array');
  if (hasOperators(update)) checkOperators(update);
  else if (isMulti)
    throw mongoError('FailedToParse', 'multi update is not supported for replacement-style update');
}

function checkStage(stage: unknown): void {
  const [name] = isDocument(stage) ? Object.keys(stage) : [];
  if (name !== undefined && PIPELINE_STAGES.has(name)) return;
  if (name?.startsWith('$'))
    throw mongoError('InvalidOptions', `${name} is not allowed to be used within an update`);
  throw location(40324, `Unrecognized pipeline stage name: '${String(name)}'`);
}

/** The document after an update by operators, by a pipeline or by replacement. */
export function changed(old: Document, update: unknown, request: UpdateRequest): Document {
  const result = compute(old, update, request);
  stampTimestamps(result, request.now);
  return result;
}

function compute(old: Document, update: unknown, request: UpdateRequest): Document {
  if (Array.isArray(update)) return throughPipeline(old, update, request);
  if (!isDocument(update))
    throw mongoError('FailedToParse', 'Update argument must be either an object or an array');
  return hasOperators(update) ? applyOperators(old, update, request) : replaceDocument(old, update);
}

function throughPipeline(old: Document, stages: readonly unknown[], { options }: UpdateRequest): Document {
  const { collation, variables } = options;
  const flow = runPipeline([old], stages, { ...NO_COLLECTIONS, collation, variables });
  const [result = {}] = withoutBreaths(flow);
  if (!('_id' in old)) return result;
  if (!('_id' in result)) return withIdFirst(old['_id'], result);
  if (!equal(result['_id'], old['_id']))
    throw mongoError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  return result;
}

/** The document an upsert inserts when nothing matched. */
export function upserted(filter: Document, update: unknown, request: UpdateRequest): Document {
  const seed = seedOfFilter(filter);
  const isReplacement = !Array.isArray(update) && !hasOperators(update);
  const base = isReplacement ? ('_id' in seed ? { _id: seed['_id'] } : {}) : seed;
  const document = changed(base, update, { ...request, isInsert: true });
  return withIdFirst('_id' in document ? document['_id'] : new ObjectId(), document);
}
