import { compare, equal } from '../bson/compare.ts';
import { isIndex } from '../bson/paths.ts';
import { show } from '../bson/show.ts';
import type { Document } from '../bson/values.ts';
import { clone, isDocument, typeName } from '../bson/values.ts';
import { badValue, mongoError } from '../errors.ts';
import type { FilterOptions } from '../match/types.ts';
import { NEVER_CREATES } from './array-operators.ts';
import type { Positions } from './expand.ts';
import { compileArrayFilters, expandPath } from './expand.ts';
import { UPDATE_OPERATORS } from './operators.ts';
import { targetAt } from './target.ts';

export interface UpdateRequest {
  readonly filter: Document;
  readonly arrayFilters: readonly unknown[];
  readonly options: FilterOptions;
  /** True for an upsert that makes a new document: only then `$setOnInsert` counts. */
  readonly isInsert: boolean;
  readonly now: Date;
}

/** Applies update operators to a copy of the document. Throws MongoDB's errors and then has changed nothing. */
export function applyOperators(original: Document, update: Document, request: UpdateRequest): Document {
  const paths = checkOperators(update);
  const document = clone(original);
  const { filter, options, now } = request;
  const arrayFilters = compileArrayFilters(request.arrayFilters, paths, options);
  const positions: Positions = { filter, arrayFilters, options };
  for (const { name, path, argument } of changesOf(update, request.isInsert))
    for (const steps of expandPath(document, path, positions)) {
      const target = targetAt(document, steps, !NEVER_CREATES.has(name));
      if (target) UPDATE_OPERATORS[name]?.(target, argument, { document, options, now });
    }
  if ('_id' in original && !equal(document['_id'], original['_id']))
    throw mongoError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  return document;
}

interface Change {
  readonly name: string;
  readonly path: string;
  readonly argument: unknown;
}

/** All changes of all operators, so that new fields appear in the order of their names (MongoDB's rule). */
function changesOf(update: Document, isInsert: boolean): Change[] {
  const changes = Object.entries(update).flatMap(([name, fields]) =>
    isDocument(fields) && (name !== '$setOnInsert' || isInsert)
      ? Object.entries(fields).map(([path, argument]) => ({ name, path, argument }))
      : [],
  );
  return changes.toSorted((a, b) => byName(placeOf(a), placeOf(b)));
}

/** A renamed field appears under its new name. */
const placeOf = ({ name, path, argument }: Change): string[] =>
  (name === '$rename' ? String(argument) : path).split('.');

/** Step by step; numbers as numbers. */
function byName(a: readonly string[], b: readonly string[]): number {
  for (const [i, step] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const order = isIndex(step) && isIndex(other) ? Number(step) - Number(other) : compare(step, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Refuses unknown operators, empty paths and paths in conflict; returns all paths. */
export function checkOperators(update: Document): string[] {
  const paths: string[] = [];
  for (const [name, fields] of Object.entries(update)) {
    if (!Object.hasOwn(UPDATE_OPERATORS, name))
      throw mongoError(
        'FailedToParse',
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!isDocument(fields))
      throw mongoError(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${show(fields)}}`,
      );
    for (const [path, argument] of Object.entries(fields)) {
      paths.push(path);
      if (name === '$rename') paths.push(renamed(path, argument));
    }
  }
  for (const path of paths) checkPath(path);
  refuseConflicts(paths);
  return paths;
}

/** The new name of a field to rename. */
function renamed(path: string, argument: unknown): string {
  if (typeof argument !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${path}: ${show(argument)}`);
  if (path === argument)
    throw badValue(`The source and target field for $rename must differ: ${path}: ${show(argument)}`);
  for (const name of [path, argument])
    if (name.split('.').some((step) => step.startsWith('$')))
      throw badValue(`The source and target field for $rename may not be dynamic: ${name}`);
  return argument;
}

function checkPath(path: string): void {
  if (path === '') throw mongoError('EmptyFieldName', 'An empty update path is not valid.');
  if (path.split('.').includes(''))
    throw mongoError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
}

function refuseConflicts(paths: readonly string[]): void {
  const seen = new Set<string>();
  for (const path of paths.toSorted()) {
    const steps = path.split('.');
    for (let length = 1; length <= steps.length; length++) {
      const prefix = steps.slice(0, length).join('.');
      if (seen.has(prefix))
        throw mongoError(
          'ConflictingUpdateOperators',
          `Updating the path '${path}' would create a conflict at '${prefix}'`,
        );
    }
    seen.add(path);
  }
}
