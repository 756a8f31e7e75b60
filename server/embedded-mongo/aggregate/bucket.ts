import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import type { Comparator } from '../bson/compare.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isMissing } from '../bson/values.ts';
import { location } from '../errors.ts';

/**
 * `$bucket` as a `$group`: the specification of the group, and where a document belongs in it.
 * Throws MongoDB's error for boundaries out of order and for a value without a bucket.
 */
export function bucketGroup(
  argument: unknown,
  compare: Comparator,
): { group: Document; keyOf: (document: Document, options: Options) => unknown } {
  if (!isDocument(argument)) throw location(40201, 'Argument to $bucket stage must be an object');
  const { groupBy, boundaries, default: other, output = { count: { $sum: 1 } } } = argument;
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw location(40192, "The $bucket 'boundaries' field must have at least 2 values");
  const limits: unknown[] = boundaries;
  if (limits.some((limit, i) => i > 0 && compare(limits[i - 1], limit) >= 0))
    throw location(40194, "The 'boundaries' option to $bucket must be sorted");
  if (!isDocument(output)) throw location(40196, "The $bucket 'output' field must be an object");
  const keyOf = (document: Document, options: Options): unknown => {
    const value: unknown = evalExpr(document, groupBy, options);
    const above = limits.findIndex((limit) => compare(value, limit) < 0);
    if (above > 0) return limits[above - 1];
    if (isMissing(other))
      throw location(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    return other;
  };
  return { group: { _id: null, ...output }, keyOf };
}
