import { valueAt } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNumber, setOwn, toNumber } from '../bson/values.ts';
import { location } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import { matchedIndex } from '../match/positional.ts';
import type { FilterOptions } from '../match/types.ts';
import type { FieldTree } from './tree.ts';
import { parseProjection } from './tree.ts';

export type Projector = (document: Document) => Document;

export interface ProjectionOptions {
  readonly filter: Document;
  readonly isFind: boolean;
  readonly options: FilterOptions;
}

/** Compiles a projection. Kept fields keep the document's order, computed ones follow in the projection's. */
export function compileProjection(spec: Document, { filter, isFind, options }: ProjectionOptions): Projector {
  if (Object.keys(spec).length === 0) return (document) => document;
  const { mode, fields, expressions, slices, elemMatches, positional } = parseProjection(spec, isFind);
  const pick = mode === 'include' ? include : exclude;
  const { evaluate, variables } = options;
  const matchers = elemMatches.map(([path, condition]) => ({
    path,
    matches: compileFilter({ item: condition }, options),
  }));
  return (document) => {
    const result = pick(document, fields) as Document;
    if (positional !== undefined) {
      const array = valueAt(document, positional);
      const index = matchedIndex(filter, document, positional, options);
      if (Array.isArray(array)) {
        if (index < 0)
          throw location(
            51246,
            "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
          );
        assign(result, positional.split('.'), [array[index]]);
      }
    }
    for (const [path, slice] of slices) {
      const array = valueAt(document, path);
      if (Array.isArray(array)) assign(result, path.split('.'), sliced(array, slice));
    }
    for (const { path, matches } of matchers) {
      const array = valueAt(document, path);
      const item: unknown = Array.isArray(array)
        ? array.find((one: unknown) => matches({ item: [one] }))
        : undefined;
      if (item !== undefined) assign(result, path.split('.'), [item]);
    }
    for (const [path, expression] of expressions) {
      const value = evaluate?.(document, expression, variables);
      if (value !== undefined) assign(result, path.split('.'), value);
    }
    return result;
  };
}

function include(value: unknown, fields: FieldTree): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) => include(item, fields)).filter((item) => item !== undefined);
  if (!isDocument(value)) return undefined;
  const result: Document = {};
  for (const key of Object.keys(value)) {
    const wanted = fields.get(key);
    if (wanted === undefined) continue;
    const part = wanted === true ? value[key] : include(value[key], wanted);
    if (part !== undefined) setOwn(result, key, part);
  }
  return result;
}

function exclude(value: unknown, fields: FieldTree): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => exclude(item, fields));
  if (!isDocument(value)) return value;
  const result: Document = {};
  for (const key of Object.keys(value)) {
    const unwanted = fields.get(key);
    if (unwanted === true) continue;
    setOwn(result, key, unwanted ? exclude(value[key], unwanted) : value[key]);
  }
  return result;
}

/**
 * Sets a computed field, copying what it passes through since the rest of the result is shared with the stored
 * document. An array on the way takes the value into each of its documents.
 */
export function assign(target: Document, steps: readonly string[], value: unknown): void {
  const [step = '', ...rest] = steps;
  setOwn(
    target,
    step,
    rest.length === 0 ? value : assigned(Object.hasOwn(target, step) ? target[step] : undefined, rest, value),
  );
}

function assigned(current: unknown, steps: readonly string[], value: unknown): unknown {
  if (Array.isArray(current)) return current.map((item: unknown) => assigned(item, steps, value));
  const copy: Document = isDocument(current) ? { ...current } : {};
  assign(copy, steps, value);
  return copy;
}

/** `$slice: n` or `[skip, n]`; negative counts from the end. */
function sliced(array: readonly unknown[], slice: unknown): unknown[] {
  const [skip, count] = Array.isArray(slice)
    ? slice.map((part) => toNumber(part))
    : [undefined, toNumber(slice)];
  if (
    count === undefined ||
    !Number.isInteger(count) ||
    (skip !== undefined && !Number.isInteger(skip)) ||
    !isNumber(count)
  )
    throw location(28667, 'First argument to $slice must be an array or a number');
  if (skip === undefined) return count < 0 ? array.slice(count) : array.slice(0, count);
  if (count <= 0) throw location(28724, 'First argument to $slice must be positive');
  const start = skip < 0 ? Math.max(0, array.length + skip) : skip;
  return array.slice(start, start + count);
}
