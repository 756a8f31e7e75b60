import type { DeadlineRule } from '../clocks/types.ts';
import type { CategoryId, DepartmentId, ItemId } from '../ids.ts';

export const GRADES = ['simple', 'complex', 'project'] as const;
/** 简单、复杂、项目. */
export type Grade = (typeof GRADES)[number];

export interface Category {
  readonly _id: CategoryId;
  readonly name: string;
  readonly nameEn: string;
  readonly sort: number;
  readonly active: boolean;
  /** Number of changes, the guard of the administrator's form; absent is 0. */
  readonly rev?: number;
}

/**
 * When a late order of an item goes one level up: so many real minutes after its deadline, or never; null or left out as
 * the community says.
 */
export type EscalateAfter = number | 'never' | null;

/** Second level of the catalogue: an item sets default clocks, grade, departments and escalation. */
export interface Item {
  readonly _id: ItemId;
  readonly categoryId: CategoryId;
  readonly name: string;
  readonly nameEn: string;
  /** Words that suggest this item while a resident is typing. */
  readonly keywords: readonly string[];
  readonly skills: readonly string[];
  readonly grade: Grade;
  readonly urgent: boolean;
  readonly deadline: DeadlineRule;
  readonly escalateAfter?: EscalateAfter;
  readonly departmentIds: readonly DepartmentId[];
  readonly sort: number;
  readonly active: boolean;
  /** Number of changes, the guard of the administrator's form; absent is 0. */
  readonly rev?: number;
}
