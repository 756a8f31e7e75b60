import type { Document } from '../bson/values.ts';
import type { FilterOptions } from '../match/types.ts';
import type { Target } from './target.ts';

export interface UpdateContext {
  readonly document: Document;
  readonly options: FilterOptions;
  readonly now: Date;
}

/** Changes one field. Throws MongoDB's error if the field has a type the operator cannot change. */
export type UpdateOperator = (target: Target, argument: unknown, context: UpdateContext) => void;
