import type { Collation } from '../bson/collation.ts';
import { SIMPLE } from '../bson/collation.ts';
import type { Document } from '../bson/values.ts';

/** True if a document fits. */
export type Matcher = (document: Document) => boolean;
/** Judges what a path reaches in one document (see `reach`): values, and wholes whose items do not count. */
export type ValueTest = (values: readonly unknown[], wholes?: readonly unknown[]) => boolean;

/** Evaluates an aggregation expression on a document, with variables of `let`. */
export type Evaluate = (document: Document, expression: unknown, variables: Document) => unknown;

export interface FilterOptions {
  readonly collation: Collation;
  readonly variables: Document;
  /** Absent where MongoDB allows no `$expr`. */
  readonly evaluate?: Evaluate;
}

export const PLAIN: FilterOptions = { collation: SIMPLE, variables: {} };
/** Compiles a filter; passed to the operators that contain filters, so that files do not import each other. */
export type CompileFilter = (filter: unknown, options: FilterOptions) => Matcher;
