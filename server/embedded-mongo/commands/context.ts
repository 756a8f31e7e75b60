import { evaluate } from '../aggregate/run.ts';
import { collationOf } from '../bson/collation.ts';
import type { SentDocument } from '../bson/sent.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNullish, isNumber, toNumber } from '../bson/values.ts';
import { location, mongoError } from '../errors.ts';
import type { FilterOptions } from '../match/types.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import type { TtlSweeper } from '../storage/ttl.ts';
import type { Cursors } from './cursors.ts';

/** Everything a command may use; one per message. */
export interface CommandContext {
  readonly store: Store;
  readonly cursors: Cursors;
  readonly sweeper: TtlSweeper;
  readonly database: string;
  readonly message: Document;
  /** The documents of an insert as they came over the wire. */
  readonly sent: readonly SentDocument[] | undefined;
  readonly connectionId: number;
  readonly connections: number;
}

export type Command = (context: CommandContext) => unknown;

export function namespace(database: string, name: unknown): string {
  const full = `${database}.${typeof name === 'string' ? name : ''}`;
  if (
    typeof name !== 'string' ||
    name === '' ||
    /[$\0]/.test(name) ||
    name.startsWith('.') ||
    full.length > 255
  )
    throw mongoError('InvalidNamespace', `Invalid namespace specified '${full}'`);
  if (database === '' || database.length > 63 || /[\s."$/\\\0]/.test(database))
    throw mongoError('InvalidNamespace', `Invalid database name: '${database}'`);
  return full;
}

export function documentOf(value: unknown, field: string): Document {
  if (isNullish(value)) return {};
  if (isDocument(value)) return value;
  throw mongoError('TypeMismatch', `BSON field '${field}' is the wrong type, expected type 'object'`);
}

export function listOf(value: unknown, field: string): unknown[] {
  if (isNullish(value)) return [];
  if (Array.isArray(value)) return value;
  throw mongoError('TypeMismatch', `BSON field '${field}' is the wrong type, expected type 'array'`);
}

/** A number of documents; missing is 0. */
export function amountOf(value: unknown, field: string): number {
  if (isNullish(value)) return 0;
  const amount = isNumber(value) ? Math.trunc(toNumber(value)) : Number.NaN;
  if (Number.isNaN(amount)) throw mongoError('TypeMismatch', `Field '${field}' must be a number`);
  if (amount < 0) throw location(51024, `BSON field '${field}' value must be >= 0, actual value '${amount}'`);
  return amount;
}

export function sortOf(value: unknown): Document | undefined {
  if (isNullish(value)) return undefined;
  if (!isDocument(value)) throw mongoError('TypeMismatch', 'Expected field sort to be of type object');
  for (const order of Object.values(value)) {
    if (isDocument(order))
      throw mongoError('CommandNotSupported', 'sorting by $meta is not supported by this server');
    if (!isNumber(order) || ![1, -1].includes(Math.sign(toNumber(order))))
      throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  }
  return value;
}

/** Rules for matching: the collation (the collection's if the command has none) and the variables of `let`. */
export function filterOptions(
  collection: Collection | undefined,
  collation: unknown,
  variables: unknown,
): FilterOptions {
  return {
    collation: collationOf(collation ?? collection?.options['collation']),
    variables: evaluateLet(variables),
    evaluate,
  };
}

export function evaluateLet(bindings: unknown): Document {
  const variables: Document = {};
  for (const [name, expression] of Object.entries(documentOf(bindings, 'let'))) {
    if (!/^[a-z\u0080-\uffff]/.test(name))
      throw mongoError(
        'FailedToParse',
        `'${name}' starts with an invalid character for a user variable name`,
      );
    variables[name] = evaluate({}, expression, {}) ?? null;
  }
  return variables;
}

export function existing(store: Store, name: string): Collection {
  const collection = store.catalog.get(name);
  if (!collection) throw mongoError('NamespaceNotFound', `ns does not exist: ${name}`);
  return collection;
}

/** The collection to write to, made if it is new. Only inside a write: a check outside would race others. */
export const ensured = (store: Store, name: string): Collection =>
  store.catalog.get(name) ?? store.catalog.create(name);
