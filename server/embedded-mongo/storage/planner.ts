import type { Collation } from '../bson/collation.ts';
import { equal } from '../bson/compare.ts';
import { AFTER, encodeBound, encodeField, encodeKey } from '../bson/key.ts';
import type { Direction } from '../bson/paths.ts';
import { directionOf } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNullish, isTrue, RANK, rank } from '../bson/values.ts';
import { compileFilter } from '../match/filter.ts';
import { isCondition } from '../match/operators.ts';
import type { Collection } from './collection.ts';
import type { FilterConditions, PathConditions } from './conditions.ts';
import { conditionsOf, isExact } from './conditions.ts';
import { u32 } from './environment.ts';
import type { Index, IndexField } from './index-definition.ts';
import type { KeyRange } from './scan.ts';

/** How to find the documents of a filter through one index. Every hit is still checked by the matcher. */
export interface Plan {
  readonly index: Index;
  readonly ranges: readonly KeyRange[];
  readonly reverse: boolean;
  /** The hits come in the order the sort asks for. */
  readonly sorted: boolean;
  /** For that the ranges have to be walked side by side. */
  readonly merged: boolean;
  /** The hits need no check: their number is the count. */
  readonly exact: boolean;
}

export interface PlanRequest {
  readonly filter: Document;
  readonly sort: Document | undefined;
  readonly collation: Collation;
  /** Name of the only index to consider. */
  readonly hint: string | undefined;
}

/** More key ranges than this cost more than they save. */
const MAX_RANGES = 2000;
/** So many are walked side by side to deliver a sort; with more, sorting is cheaper. MongoDB's own limit. */
const MAX_MERGED = 200;

/** The best index for the filter and sort, or undefined: then the whole collection is read. */
export function choosePlan(collection: Collection, request: PlanRequest): Plan | undefined {
  const conditions = conditionsOf(request.filter);
  let best: Candidate | undefined;
  for (const index of collection.indexes) {
    if (request.hint !== undefined && index.spec.name !== request.hint) continue;
    const candidate = consider(index, conditions, request);
    if (candidate && (!best || candidate.score > best.score)) best = candidate;
  }
  return best?.plan;
}

interface Candidate {
  readonly plan: Plan;
  readonly score: number;
}

function consider(index: Index, conditions: FilterConditions, request: PlanRequest): Candidate | undefined {
  const { filter, sort, collation, hint } = request;
  // Keys of a collated index are folded and do not order like the collation: such an index only guards uniqueness.
  if (!index.collation.simple) return undefined;
  if (isTrue(index.spec['hidden'])) return undefined;
  if (!collation.simple && !isFreeOfStrings(conditions)) return undefined;
  if (index.partial && !isImplied(index.spec['partialFilterExpression'], filter)) return undefined;
  const bounds = boundsOf(index, conditions);
  if (index.sparse && (bounds.score === 0 || bounds.hasNull) && hint === undefined) return undefined;
  const order = collation.simple && sort ? orderOf(index, bounds, sort) : undefined;
  if (bounds.score === 0 && order === undefined && hint === undefined && !index.partial) return undefined;
  const covered = bounds.used === index.fields.length;
  const score = bounds.score * 2 + (index.unique && covered ? 10 : 0) + (order === undefined ? 0 : 1);
  const exact =
    conditions.complete &&
    collation.simple &&
    !index.multikey &&
    !index.clamped &&
    bounds.used === conditions.byPath.size &&
    [...conditions.byPath.values()].every((condition) => isExact(condition));
  const plan: Plan = {
    index,
    ranges: bounds.ranges,
    reverse: order === -1,
    sorted: order !== undefined,
    merged: order !== undefined && bounds.ranges.length > 1,
    exact,
  };
  return { plan, score };
}

interface Bounds {
  readonly ranges: readonly KeyRange[];
  /** Fields of the index that the bounds use. */
  readonly used: number;
  /** Leading fields that have one value each, so that they do not disturb a sort. */
  readonly fixed: number;
  /** Leading fields that have one value each within a range. */
  readonly points: number;
  readonly score: number;
  readonly hasNull: boolean;
}

function boundsOf(index: Index, { byPath }: FilterConditions): Bounds {
  let prefixes: Buffer[] = [u32(index.id)];
  let score = 0;
  let fixed = 0;
  let hasNull = false;
  for (const [used, field] of index.fields.entries()) {
    const conditions = byPath.get(field.path);
    const values = conditions?.in;
    if (values && prefixes.length * values.length <= MAX_RANGES) {
      const keys = distinctKeys(values, field, index);
      prefixes = prefixes.flatMap((prefix) => keys.map((key) => Buffer.concat([prefix, key])));
      hasNull ||= values.some((value) => isNullish(value));
      score += keys.length <= 1 ? 3 : 2;
      if (fixed === used && keys.length <= 1) fixed += 1;
      continue;
    }
    const range = conditions && rangeOf(conditions, field, index);
    if (!range) return { ranges: wholeRanges(prefixes), used, fixed, points: used, score, hasNull };
    const ranges = prefixes.map((prefix) => ({
      start: Buffer.concat([prefix, range.start]),
      end: Buffer.concat([prefix, range.end]),
      shared: prefix.length,
    }));
    return { ranges, used: used + 1, fixed, points: used, score: score + 1, hasNull };
  }
  const used = index.fields.length;
  return { ranges: wholeRanges(prefixes), used, fixed, points: used, score, hasNull };
}

const wholeRanges = (prefixes: readonly Buffer[]): KeyRange[] =>
  prefixes.map((prefix) => ({
    start: prefix,
    end: Buffer.concat([prefix, AFTER]),
    shared: prefix.length,
  }));

function distinctKeys(values: readonly unknown[], field: IndexField, index: Index): Buffer[] {
  const keys = values.map((value) => encodeField(value, field.direction, index.fieldLimit).bytes);
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()].toSorted((a, b) =>
    Buffer.compare(a, b),
  );
}

/** The part of a field's keys between two bounds, or from one to the end of its type. */
function rangeOf(
  conditions: PathConditions,
  field: IndexField,
  index: Index,
): Pick<KeyRange, 'start' | 'end'> | undefined {
  const { lower } = conditions;
  // One document may satisfy each bound with another item of its array, so only one bound narrows the keys.
  const upper = index.multikey && lower ? undefined : conditions.upper;
  const type = rank((lower ?? upper)?.value);
  if (!lower && !upper) return undefined;
  const bytesOf = (value: unknown): Buffer => encodeBound(value, field.direction, index.fieldLimit).bytes;
  const isClamped = (value: unknown): boolean => encodeKey(value).length > index.fieldLimit;
  const low = lower && { key: bytesOf(lower.value), included: lower.inclusive || isClamped(lower.value) };
  const high = upper && { key: bytesOf(upper.value), included: upper.inclusive || isClamped(upper.value) };
  if (field.direction > 0) return between(low, high, type, type + 1);
  return between(high, low, ~type & 0xff, (~type & 0xff) + 1);
}

interface KeyBound {
  readonly key: Buffer;
  readonly included: boolean;
}

function between(
  low: KeyBound | undefined,
  high: KeyBound | undefined,
  first: number,
  last: number,
): Pick<KeyRange, 'start' | 'end'> {
  const past = (key: Buffer): Buffer => Buffer.concat([key, AFTER]);
  const start = !low ? Buffer.of(first) : low.included ? low.key : past(low.key);
  const end = !high ? Buffer.of(last) : high.included ? past(high.key) : high.key;
  return { start, end };
}

/** In which direction the index delivers the sort; undefined if it does not. */
function orderOf(index: Index, bounds: Bounds, sort: Document): Direction | undefined {
  if (index.multikey || index.clamped || bounds.ranges.length > MAX_MERGED) return undefined;
  const fixed = new Set(index.fields.slice(0, bounds.fixed).map(({ path }) => path));
  const wanted = Object.entries(sort).filter(([path]) => !fixed.has(path));
  // Fields of several values, one in each range, are passed over by merging the ranges.
  const isMerged = bounds.ranges.length > 1;
  const rest = index.fields.slice(isMerged ? bounds.points : bounds.fixed);
  const [first] = wanted;
  if (!first || wanted.length > rest.length) return first ? undefined : 1;
  const turn = directionOf(first[1]) * (rest[0]?.direction ?? 1) > 0 ? 1 : -1;
  const fits = wanted.every(([path, order], i) => {
    const field = rest[i];
    return field?.path === path && directionOf(order) === field.direction * turn;
  });
  return fits ? turn : undefined;
}

/** A partial index may serve a filter only if what the filter demands implies the index's expression. */
function isImplied(expression: unknown, filter: Document): boolean {
  if (!isDocument(expression)) return true;
  const demands = demandsOf(filter);
  return Object.entries(expression).every(([path, condition]) =>
    path === '$and' && Array.isArray(condition)
      ? condition.every((part) => isImplied(part, filter))
      : !path.startsWith('$') && demands.some((demand) => implies(demand, path, condition)),
  );
}

/** The filter and everything it joins by `$and`. */
function demandsOf(filter: Document): Document[] {
  const joined: unknown = filter['$and'];
  const parts = Array.isArray(joined) ? joined.filter((part) => isDocument(part)) : [];
  return [filter, ...parts.flatMap((part) => demandsOf(part))];
}

function implies(demand: Document, path: string, condition: unknown): boolean {
  if (!Object.hasOwn(demand, path)) return false;
  const given = demand[path];
  if (equal(given, condition)) return true;
  const values = isCondition(given)
    ? (given['$in'] ?? (Object.hasOwn(given, '$eq') ? [given['$eq']] : []))
    : [given];
  if (!Array.isArray(values) || values.length === 0 || values.some((value) => rank(value) === RANK.REGEX))
    return false;
  if (values.some((value) => Array.isArray(value))) return false;
  const matches = compileFilter({ [path]: condition });
  // Equal to null is also what is missing.
  // With arrays on the way, whatever has the value there also fits: what may define a partial index asks for one item that does.
  const fits = (value: unknown): boolean =>
    matches(holding(path.split('.'), value)) && (!isNullish(value) || matches({}));
  return values.every((value) => fits(value));
}

const holding = (steps: readonly string[], value: unknown): Document => {
  const [first = '', ...rest] = steps;
  return { [first]: rest.length === 0 ? value : holding(rest, value) };
};

function isFreeOfStrings({ byPath }: FilterConditions): boolean {
  const plain = (value: unknown): boolean => {
    const type = rank(value);
    return type !== RANK.STRING && type !== RANK.OBJECT;
  };
  return [...byPath.values()].every(
    ({ in: values, lower, upper }) =>
      (values ?? []).every((value) => plain(value)) && plain(lower?.value) && plain(upper?.value),
  );
}
