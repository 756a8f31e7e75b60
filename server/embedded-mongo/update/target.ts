import { isIndex } from '../bson/paths.ts';
import { show } from '../bson/show.ts';
import type { Document } from '../bson/values.ts';
import { getOwn, isDocument, setOwn } from '../bson/values.ts';
import { mongoError } from '../errors.ts';

/** One field an update operator works on: a key in a document or an index in an array. */
export interface Target {
  readonly path: string;
  get(): unknown;
  set(value: unknown): void;
  /** Removes a field; in an array MongoDB leaves null. */
  unset(): void;
}

/** MongoDB refuses to fill an array with more nulls than this. */
const MAX_BACKFILL = 1_500_000;

type Container = Document | unknown[];

/**
 * Finds the field at concrete steps. With `create`, missing documents on the way are made; a value in the way is
 * PathNotViable. Without, undefined means there is nothing to do.
 */
export function targetAt(root: Document, steps: readonly string[], create: boolean): Target | undefined {
  let container: Container = root;
  for (const [i, step] of steps.slice(0, -1).entries()) {
    const next: unknown = read(container, step);
    if (isDocument(next) || Array.isArray(next)) {
      container = next;
      continue;
    }
    if (next !== undefined) {
      if (!create) return undefined;
      throw mongoError(
        'PathNotViable',
        `Cannot create field '${steps[i + 1] ?? ''}' in element {${step}: ${show(next)}}`,
      );
    }
    if (!create) return undefined;
    const made: Document = {};
    write(container, step, made, steps[i - 1] ?? '');
    container = made;
  }
  const holder = container;
  const key = steps.at(-1) ?? '';
  return {
    path: steps.join('.'),
    get: () => read(holder, key),
    set: (value) => {
      write(holder, key, value, steps.at(-2) ?? '');
    },
    unset: () => {
      if (!Array.isArray(holder)) delete holder[key];
      else if (isIndex(key) && Number(key) < holder.length) holder[Number(key)] = null;
    },
  };
}

function read(container: Container, step: string): unknown {
  if (Array.isArray(container)) return isIndex(step) ? container[Number(step)] : undefined;
  return getOwn(container, step);
}

function write(container: Container, step: string, value: unknown, name: string): void {
  if (!Array.isArray(container)) {
    setOwn(container, step, value);
    return;
  }
  if (!isIndex(step))
    throw mongoError(
      'PathNotViable',
      `Cannot create field '${step}' in element {${name}: ${show(container)}}`,
    );
  const index = Number(step);
  if (index > container.length + MAX_BACKFILL)
    throw mongoError('CannotBackfillArray', `can't backfill more than ${MAX_BACKFILL} elements`);
  while (container.length < index) container.push(null);
  container[index] = value;
}
