import type { Document } from '../bson/values.ts';
import { isDocument, isNumber, isTrue } from '../bson/values.ts';
import { location, mongoError } from '../errors.ts';

/** Fields named by a projection: true for a whole field, a map for parts of it. */
export type FieldTree = Map<string, FieldTree | true>;

/** What a projection asks, sorted by kind. */
export interface ProjectionRequest {
  readonly mode: 'include' | 'exclude';
  readonly fields: FieldTree;
  readonly expressions: readonly (readonly [path: string, expression: unknown])[];
  readonly slices: readonly (readonly [path: string, slice: unknown])[];
  readonly elemMatches: readonly (readonly [path: string, condition: unknown])[];
  /** The array of `path.$`. */
  readonly positional: string | undefined;
}

interface Collected {
  mode: 'include' | 'exclude' | undefined;
  id: boolean | undefined;
  readonly expressions: [string, unknown][];
  readonly slices: [string, unknown][];
  readonly elemMatches: [string, unknown][];
  readonly paths: string[];
  positional: string | undefined;
}

/** Understands a projection of `find` (with `$slice`, `$elemMatch`, `path.$`) or of `$project`. */
export function parseProjection(spec: Document, isFind: boolean): ProjectionRequest {
  const found: Collected = {
    mode: undefined,
    id: undefined,
    expressions: [],
    slices: [],
    elemMatches: [],
    paths: [],
    positional: undefined,
  };
  for (const [path, value] of Object.entries(spec)) collect(found, path, value, isFind);
  const mode = found.mode ?? (found.id === true ? 'include' : 'exclude');
  const fields: FieldTree = new Map();
  for (const path of found.paths) addPath(fields, path);
  if (mode === 'include') {
    if (found.id !== false && !found.expressions.some(([path]) => path === '_id')) fields.set('_id', true);
    for (const [path] of found.slices) addPath(fields, path);
  } else if (found.id === false) fields.set('_id', true);
  const { expressions, slices, elemMatches, positional } = found;
  return { mode, fields, expressions, slices, elemMatches, positional };
}

function collect(found: Collected, path: string, value: unknown, isFind: boolean): void {
  if (path === '' || path.split('.').some((step) => step === ''))
    throw location(40353, 'FieldPath must not be empty');
  if (isDocument(value)) {
    const [operator] = Object.keys(value);
    if (operator === undefined) throw location(51270, 'An empty sub-projection is not a valid value.');
    if (!operator.startsWith('$')) {
      for (const [name, part] of Object.entries(value)) collect(found, `${path}.${name}`, part, isFind);
    } else if (isFind && operator === '$slice') {
      found.slices.push([path, value['$slice']]);
    } else if (isFind && operator === '$elemMatch') {
      found.elemMatches.push([path, value]);
      found.mode ??= 'include';
    } else if (operator === '$meta') {
      throw mongoError('CommandNotSupported', '$meta is not supported by this server');
    } else addExpression(found, path, value);
    return;
  }
  if (!isNumber(value) && typeof value !== 'boolean') {
    addExpression(found, path, value);
    return;
  }
  const included = isTrue(value);
  if (path === '_id') {
    found.id = included;
    return;
  }
  const mode = included ? 'include' : 'exclude';
  if (found.mode && found.mode !== mode)
    throw location(
      included ? 31253 : 31254,
      `Cannot do ${included ? 'inclusion' : 'exclusion'} on field ${path} in ${included ? 'exclusion' : 'inclusion'} projection`,
    );
  found.mode = mode;
  if (isFind && path.endsWith('.$')) {
    found.positional = path.slice(0, -2);
    found.paths.push(found.positional);
  } else found.paths.push(path);
}

function addExpression(found: Collected, path: string, value: unknown): void {
  if (found.mode === 'exclude')
    throw location(31252, `Cannot use expression other than $meta in exclusion projection`);
  found.mode = 'include';
  found.expressions.push([path, value]);
}

function addPath(tree: FieldTree, path: string): void {
  let level = tree;
  const steps = path.split('.');
  for (const [i, step] of steps.entries()) {
    const known = level.get(step);
    const isLast = i === steps.length - 1;
    if (known === true || (isLast && known !== undefined))
      throw location(31249, `Path collision at ${path} remaining portion ${steps.slice(i + 1).join('.')}`);
    if (isLast) {
      level.set(step, true);
      return;
    }
    const next: FieldTree = known ?? new Map();
    level.set(step, next);
    level = next;
  }
}
