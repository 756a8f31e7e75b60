import { evalExpr } from 'mingo/core';
import { BREATH, gathered } from '../breath.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNumber, toNumber, typeName } from '../bson/values.ts';
import { location } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import { assign, compileProjection } from '../projection/project.ts';
import { sortInTurns } from '../storage/sort.ts';
import { bucketGroup } from './bucket.ts';
import { Grouping } from './group.ts';
import { lookup, unionWith } from './lookup.ts';
import type { Flow, Stage, StageScope } from './stage.ts';
import { unwind } from './unwind.ts';

/** A stage that makes one document of each. */
const mapping = (change: (document: Document) => Document) =>
  function* (documents: Flow): Flow & Generator {
    for (const document of documents) yield document === BREATH ? BREATH : change(document);
  };

/** Leaves out what does not fit. */
const filtering = (fits: (document: Document) => boolean) =>
  function* (documents: Flow): Flow & Generator {
    for (const document of documents) if (document === BREATH || fits(document)) yield document;
  };

const match: Stage = (argument, { filterOptions }) => {
  if (!isDocument(argument)) throw location(15959, 'the match filter must be an expression in an object');
  return filtering(compileFilter(argument, filterOptions));
};

const sort: Stage = (argument, { environment }) => {
  if (!isDocument(argument)) throw location(15973, 'the $sort key specification must be an object');
  const orders = Object.values(argument);
  if (orders.length === 0) throw location(15976, '$sort stage must have at least one sort key');
  for (const order of orders) {
    if (!isNumber(order)) throw location(15974, '$sort key ordering must be specified using a number');
    if (Math.abs(toNumber(order)) !== 1)
      throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  }
  return function* (documents: Flow): Flow & Generator {
    const all = yield* gathered(documents);
    yield* yield* sortInTurns(all, argument, environment.collation.compare, (document) => document);
  };
};

const grouped = (makeGrouping: () => Grouping, idOf?: (document: Document) => unknown) =>
  function* (documents: Flow): Flow & Generator {
    const grouping = makeGrouping();
    for (const document of documents) {
      if (document === BREATH) yield BREATH;
      else if (idOf) grouping.add(document, idOf(document));
      else grouping.add(document);
    }
    yield* grouping.results();
  };

const group: Stage = (argument, { environment, options }) => {
  const make = (): Grouping => new Grouping(argument, environment.collation, options);
  make();
  return grouped(make);
};

const bucket: Stage = (argument, scope) => {
  const { environment, options } = scope;
  const { group: spec, keyOf } = bucketGroup(argument, environment.collation.compare);
  const make = (): Grouping => new Grouping(spec, environment.collation, options);
  make();
  const inOrder = sort({ _id: 1 }, scope);
  return (documents) => inOrder(grouped(make, (document) => keyOf(document, options))(documents));
};

const sortByCount: Stage = (argument, scope) => {
  if (typeof argument === 'string' ? !argument.startsWith('$') : !isDocument(argument))
    throw location(
      40149,
      'the sortByCount field must be defined as a $-prefixed path or an expression in an object',
    );
  const counted = group({ _id: argument, count: { $sum: 1 } }, scope);
  const inOrder = sort({ count: -1 }, scope);
  return (documents) => inOrder(counted(documents));
};

const projecting = (spec: Document, { filterOptions }: StageScope) =>
  mapping(compileProjection(spec, { filter: {}, isFind: false, options: filterOptions }));

const project: Stage = (argument, scope) => {
  if (!isDocument(argument)) throw location(15969, '$project specification must be an object');
  if (Object.keys(argument).length === 0)
    throw location(51272, 'Invalid $project: projection specification must have at least one field');
  return projecting(argument, scope);
};

const unset: Stage = (argument, scope) => {
  const paths: unknown[] = Array.isArray(argument) ? argument : [argument];
  if (paths.length === 0 || !paths.every((path) => typeof path === 'string' && path !== ''))
    throw location(31120, '$unset specification must be a string or an array of strings');
  return projecting(Object.fromEntries(paths.map((path) => [String(path), 0])), scope);
};

const addFields: Stage = (argument, { options }) => {
  if (!isDocument(argument)) throw location(40272, '$addFields specification stage must be an object');
  const fields = flatFields(argument);
  return mapping((document) => {
    const result = { ...document };
    for (const [path, expression] of fields) {
      const value = evalExpr(document, expression, options);
      if (value === undefined) delete result[path];
      else assign(result, path.split('.'), value);
    }
    return result;
  });
};

/** `{ a: { b: 1 } }` sets `a.b` and leaves the rest of `a`. */
function flatFields(spec: Document, prefix = ''): [string, unknown][] {
  return Object.entries(spec).flatMap(([name, value]): [string, unknown][] => {
    const [first] = isDocument(value) ? Object.keys(value) : [];
    if (isDocument(value) && first !== undefined && !first.startsWith('$'))
      return flatFields(value, `${prefix}${name}.`);
    return [[prefix + name, value]];
  });
}

const replaceWith: Stage = (expression, { options }) =>
  mapping((document) => {
    const root = evalExpr(document, expression, options);
    if (!isDocument(root))
      throw location(
        40228,
        `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(root)}`,
      );
    return root;
  });

const replaceRoot: Stage = (argument, scope) => {
  if (!isDocument(argument))
    throw location(40229, 'expected an object as specification for $replaceRoot stage');
  if (!('newRoot' in argument)) throw location(40231, 'no newRoot specified for the $replaceRoot stage');
  return replaceWith(argument['newRoot'], scope);
};

function amount(argument: unknown, code: number, stage: string): number {
  const number = isNumber(argument) ? toNumber(argument) : Number.NaN;
  if (!Number.isInteger(number))
    throw location(code, `invalid argument to ${stage} stage: Expected an integer`);
  if (number < 0) throw location(code, `invalid argument to ${stage} stage: Expected a non-negative number`);
  return number;
}

const limit: Stage = (argument) => {
  const most = amount(argument, 2107201, '$limit');
  if (most === 0) throw location(15958, 'the limit must be positive');
  return function* (documents: Flow): Flow & Generator {
    let left = most;
    for (const document of documents) {
      yield document;
      if (document !== BREATH && --left === 0) return;
    }
  };
};

const skip: Stage = (argument) => {
  const count = amount(argument, 5107200, '$skip');
  return (documents) => {
    let left = count;
    return filtering(() => left-- <= 0)(documents);
  };
};

const count: Stage = (field) => {
  if (typeof field !== 'string') throw location(40156, 'the count field must be a non-empty string');
  if (field === '') throw location(40157, 'the count field must be a non-empty string');
  if (field.startsWith('$')) throw location(40158, 'the count field cannot be a $-prefixed path');
  if (field.includes('.')) throw location(40160, "the count field cannot contain '.'");
  return function* (documents: Flow): Flow & Generator {
    let n = 0;
    for (const document of documents) {
      if (document === BREATH) yield BREATH;
      else n += 1;
    }
    if (n > 0) yield { [field]: n };
  };
};

const sample: Stage = (argument) => {
  if (!isDocument(argument)) throw location(28745, 'the $sample stage specification must be an object');
  const { size } = argument;
  if (size === undefined) throw location(28749, '$sample stage must specify a size');
  if (!isNumber(size)) throw location(28746, 'size argument to $sample must be a number');
  const wanted = Math.trunc(toNumber(size));
  if (wanted < 0) throw location(28747, 'size argument to $sample must not be negative');
  return function* (documents: Flow): Flow & Generator {
    const all = yield* gathered(documents);
    for (let i = 0; i < Math.min(wanted, all.length); i++) {
      const j = i + Math.floor(Math.random() * (all.length - i));
      const [here, there] = [all[i], all[j]];
      if (!here || !there) return;
      all[j] = here;
      yield there;
    }
  };
};

const NOT_IN_FACET = new Set(['$facet', '$out', '$merge', '$documents', '$collStats', '$indexStats']);

const facet: Stage = (argument, { environment, run }) => {
  if (!isDocument(argument) || Object.keys(argument).length === 0)
    throw location(40169, 'the $facet specification must be a non-empty object');
  for (const [name, pipeline] of Object.entries(argument)) {
    if (!Array.isArray(pipeline)) throw location(40170, `arguments to $facet must be arrays, ${name} is not`);
    for (const stage of pipeline as unknown[]) {
      const [stageName = ''] = isDocument(stage) ? Object.keys(stage) : [];
      if (NOT_IN_FACET.has(stageName))
        throw location(40600, `${stageName} is not allowed to be used within a $facet stage`);
    }
    // Reads the pipeline, so that a wrong one is told even without documents.
    run([], pipeline, environment);
  }
  return function* (documents: Flow): Flow & Generator {
    const all = yield* gathered(documents);
    const result: Document = {};
    for (const [name, pipeline] of Object.entries(argument))
      assign(result, [name], yield* gathered(run(all, pipeline as unknown[], environment)));
    yield result;
  };
};

const documentsStage: Stage = (argument, { options }) => {
  const list: unknown = evalExpr({}, argument, options);
  if (!Array.isArray(list) || !list.every((item) => isDocument(item)))
    throw location(5858203, 'an array of objects is expected for $documents');
  return () => list;
};

/** Stages that describe the collection itself. */
const describing =
  (name: string): Stage =>
  (_, { environment }) =>
  () =>
    environment.describe(name);

/** Every pipeline stage the engine offers; `$out` and `$merge` are the aggregate command's. */
export const STAGES: Readonly<Record<string, Stage>> = {
  $match: match,
  $sort: sort,
  $group: group,
  $bucket: bucket,
  $sortByCount: sortByCount,
  $project: project,
  $unset: unset,
  $addFields: addFields,
  $set: addFields,
  $replaceRoot: replaceRoot,
  $replaceWith: replaceWith,
  $unwind: unwind,
  $limit: limit,
  $skip: skip,
  $count: count,
  $sample: sample,
  $facet: facet,
  $lookup: lookup,
  $unionWith: unionWith,
  $documents: documentsStage,
  $indexStats: describing('$indexStats'),
  $collStats: describing('$collStats'),
  $currentOp: describing('$currentOp'),
  $listLocalSessions: describing('$listLocalSessions'),
};
