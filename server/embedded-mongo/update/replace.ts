import { ObjectId, Timestamp } from 'bson';
import { equal } from '../bson/compare.ts';
import type { Document } from '../bson/values.ts';
import { clone, isDocument, isRegex, withIdFirst } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import { isCondition } from '../match/operators.ts';
import { targetAt } from './target.ts';

/** A replacement keeps the `_id` and may not name another one. */
export function replaceDocument(old: Document, replacement: Document): Document {
  if ('_id' in replacement && '_id' in old && !equal(replacement['_id'], old['_id']))
    throw mongoError(
      'ImmutableField',
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${String(replacement['_id'])}`,
    );
  const dollar = Object.keys(replacement).find((key) => key.startsWith('$'));
  if (dollar !== undefined)
    throw mongoError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document.`,
    );
  const { _id: id = new ObjectId() } = '_id' in old ? old : replacement;
  return withIdFirst(id, clone(replacement));
}

/** The fields an upsert takes over from its filter: those it requires to equal one value. */
export function seedOfFilter(filter: Document): Document {
  const seed: Document = {};
  collect(filter, seed, []);
  return seed;
}

function refuseTwice(paths: readonly string[], path: string): void {
  const other = paths.find(
    (known) => known === path || known.startsWith(`${path}.`) || path.startsWith(`${known}.`),
  );
  if (other !== undefined)
    throw mongoError(
      'NotSingleValueField',
      `cannot infer query fields to set, both paths '${path}' and '${other}' are matched`,
    );
}

function collect(filter: Document, seed: Document, paths: string[]): void {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isDocument(part)) collect(part, seed, paths);
    } else if (key === '$or' && Array.isArray(condition) && condition.length === 1) {
      const [part]: unknown[] = condition;
      if (isDocument(part)) collect(part, seed, paths);
    } else if (!key.startsWith('$')) {
      const [value] = required(condition);
      if (value === undefined) continue;
      refuseTwice(paths, key);
      paths.push(key);
      targetAt(seed, key.split('.'), true)?.set(clone(value));
    }
  }
}

function required(condition: unknown): unknown[] {
  if (isRegex(condition)) return [];
  if (!isCondition(condition)) return [condition];
  if ('$eq' in condition) return [condition['$eq']];
  for (const list of [condition['$in'], condition['$all']])
    if (Array.isArray(list) && list.length === 1 && !isCondition(list[0])) return list;
  return [];
}

/** MongoDB writes the time into empty timestamps at the top level of a document. Changes the document. */
export function stampTimestamps(document: Document, now: Date): boolean {
  let stamped = false;
  for (const key of Object.keys(document)) {
    const value = document[key];
    if (key === '_id' || !(value instanceof Timestamp) || !value.isZero()) continue;
    document[key] = new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
    stamped = true;
  }
  return stamped;
}
