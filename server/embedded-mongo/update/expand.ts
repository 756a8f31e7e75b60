import { show } from '../bson/show.ts';
import type { Document } from '../bson/values.ts';
import { getOwn, isDocument } from '../bson/values.ts';
import { badValue, mongoError } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import { matchedIndex } from '../match/positional.ts';
import type { FilterOptions } from '../match/types.ts';

/** Identifier of `$[identifier]` → which items it stands for. */
export type ArrayFilters = ReadonlyMap<string, (item: unknown) => boolean>;

const IDENTIFIER = /^\$\[(.+)\]$/;

/** Compiles `arrayFilters` and checks that each is used by a path and each path finds its filter. */
export function compileArrayFilters(
  filters: readonly unknown[],
  paths: readonly string[],
  options: FilterOptions,
): ArrayFilters {
  const compiled = new Map<string, (item: unknown) => boolean>();
  for (const filter of filters) {
    const name = isDocument(filter) ? identifierOf(filter) : undefined;
    if (name === undefined)
      throw mongoError(
        'FailedToParse',
        'Cannot use an expression without a top-level field name in arrayFilters',
      );
    if (compiled.has(name))
      throw mongoError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
      throw badValue(
        `The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      );
    const matches = compileFilter(filter, options);
    compiled.set(name, (item) => matches({ [name]: item }));
  }
  const used = new Set<string>();
  for (const path of paths)
    for (const step of path.split('.')) {
      const name = IDENTIFIER.exec(step)?.[1];
      if (name === undefined) continue;
      if (!compiled.has(name))
        throw badValue(`No array filter found for identifier '${name}' in path '${path}'`);
      used.add(name);
    }
  for (const name of compiled.keys())
    if (!used.has(name))
      throw mongoError(
        'FailedToParse',
        `The array filter for identifier '${name}' was not used in the update`,
      );
  return compiled;
}

function identifierOf(filter: Document): string | undefined {
  for (const [key, value] of Object.entries(filter)) {
    if (!key.startsWith('$')) return key.split('.')[0];
    const [first]: unknown[] = Array.isArray(value) ? value : [];
    return isDocument(first) ? identifierOf(first) : undefined;
  }
  return undefined;
}

export interface Positions {
  /** The filter that found the document: what `$` refers to. */
  readonly filter: Document;
  readonly arrayFilters: ArrayFilters;
  readonly options: FilterOptions;
}

/** The concrete paths a path with `$`, `$[]` or `$[identifier]` stands for in this document. */
export function expandPath(document: Document, path: string, positions: Positions): string[][] {
  if (!path.includes('$')) return [path.split('.')];
  let found: string[][] = [[]];
  for (const step of path.split('.'))
    found = found.flatMap((steps) => expandStep(document, steps, step, positions));
  return found;
}

function expandStep(document: Document, steps: string[], step: string, positions: Positions): string[][] {
  const { filter, arrayFilters, options } = positions;
  if (step === '$') {
    const index = matchedIndex(filter, document, steps.join('.'), options);
    if (index < 0) throw badValue('The positional operator did not find the match needed from the query.');
    return [[...steps, String(index)]];
  }
  if (!step.startsWith('$[')) return [[...steps, step]];
  const array = follow(document, steps);
  if (array === undefined)
    throw badValue(
      `The path '${steps.join('.')}' must exist in the document in order to apply array updates.`,
    );
  if (!Array.isArray(array))
    throw badValue(`Cannot apply array updates to non-array element ${steps.at(-1) ?? ''}: ${show(array)}`);
  const fits = step === '$[]' ? () => true : (arrayFilters.get(step.slice(2, -1)) ?? (() => false));
  return [...array.keys()].filter((index) => fits(array[index])).map((index) => [...steps, String(index)]);
}

function follow(document: Document, steps: readonly string[]): unknown {
  let current: unknown = document;
  for (const step of steps) {
    if (Array.isArray(current)) current = current[Number(step)];
    else if (isDocument(current)) current = getOwn(current, step);
    else return undefined;
  }
  return current;
}
