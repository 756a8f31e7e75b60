import { BREATH, type Breath, withoutBreaths } from '../breath.ts';
import { equal } from '../bson/compare.ts';
import { decodePart } from '../bson/part.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNullish, toNumber } from '../bson/values.ts';
import { badValue } from '../errors.ts';
import { fieldsOf } from '../match/fields.ts';
import { compileFilter } from '../match/filter.ts';
import type { FilterOptions } from '../match/types.ts';
import type { Collection, Row } from './collection.ts';
import type { Environment } from './environment.ts';
import type { Plan } from './planner.ts';
import { choosePlan } from './planner.ts';
import { countRange, scanIndex, scanRecords } from './scan.ts';
import { sortInTurns } from './sort.ts';

export interface Query {
  readonly filter: Document;
  readonly sort?: Document | undefined;
  readonly skip?: number;
  /** 0 is no limit. */
  readonly limit?: number;
  readonly hint?: unknown;
  readonly options: FilterOptions;
}

const ROWS_PER_BREATH = 500;

/** The rows of a query in order. Without a collection nothing is found, but the filter must still be right. */
export function* findRows(
  environment: Environment,
  collection: Collection | undefined,
  query: Query,
): Generator<Row | Breath> {
  const fits = fitsRow(query);
  if (!collection) return;
  const { sort } = query;
  const natural = sort?.['$natural'];
  const plan = natural === undefined ? planFor(collection, query) : undefined;
  const rows = plan
    ? scanIndex(environment, collection, { ...plan, multikey: plan.index.multikey })
    : scanRecords(environment, collection, toNumber(natural) < 0);
  const needsSort =
    sort !== undefined && Object.keys(sort).length > 0 && natural === undefined && !plan?.sorted;
  let skip = query.skip ?? 0;
  let left = query.limit || Number.POSITIVE_INFINITY;
  let scanned = 0;
  const found: Row[] = [];
  for (const row of rows) {
    if (++scanned % ROWS_PER_BREATH === 0) yield BREATH;
    if (!fits(row)) continue;
    if (needsSort) {
      found.push(row);
    } else if (skip > 0) {
      skip -= 1;
    } else {
      yield row;
      left -= 1;
      if (left === 0) return;
    }
  }
  if (!needsSort) return;
  const sorted = yield* sortInTurns(found, sort, query.options.collation.compare, ({ document }) => document);
  yield* sorted.slice(skip, skip + left);
}

/** Whether a row fits the filter, from as little of it as the filter looks at. */
function fitsRow({ filter, options }: Query): (row: Row) => boolean {
  const matches = compileFilter(filter, options);
  const fields = fieldsOf(filter);
  if (!fields) return ({ document }) => matches(document);
  return fields.size === 0 ? () => matches({}) : ({ bytes }) => matches(decodePart(bytes, fields));
}

/** All rows at once: inside a write transaction, where nobody else can have a turn. */
export function allRows(environment: Environment, collection: Collection | undefined, query: Query): Row[] {
  return [...withoutBreaths(findRows(environment, collection, query))];
}

/** The number of matching documents straight from an index or the collection, if it can be known unread. */
export function countUnread(
  environment: Environment,
  collection: Collection,
  query: Query,
): number | undefined {
  if (Object.keys(query.filter).length === 0) return collection.count;
  const plan = planFor(collection, query);
  if (!plan?.exact) return undefined;
  return plan.ranges.reduce((count, range) => count + countRange(environment, range), 0);
}

export function planFor(collection: Collection, { filter, sort, hint, options }: Query): Plan | undefined {
  if (isDocument(hint) && '$natural' in hint) return undefined;
  return choosePlan(collection, {
    filter,
    sort,
    collation: options.collation,
    hint: hintedIndex(collection, hint),
  });
}

function hintedIndex(collection: Collection, hint: unknown): string | undefined {
  if (isNullish(hint) || (isDocument(hint) && Object.keys(hint).length === 0)) return undefined;
  const index = collection.indexes.find(({ spec }) =>
    typeof hint === 'string' ? spec.name === hint : equal(spec.key, hint),
  );
  if (!index)
    throw badValue(
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  return index.spec.name;
}
