import type { AreaId } from '../ids.ts';

export const AREA_LEVELS = ['street', 'community', 'grid', 'group'] as const;
/** 街道、社区、网格、户组. The first three have a board. */
export type AreaLevel = (typeof AREA_LEVELS)[number];

export interface Area {
  readonly _id: AreaId;
  readonly name: string;
  readonly level: AreaLevel;
  readonly parentId: AreaId | null;
  /** Ids from the root down to and including this area: `/street/community/grid/`. */
  readonly path: string;
  /** Nearest community at or above; the street itself for orders that belong to no community. */
  readonly communityId: AreaId;
  /** 1–4 capital letters that begin order numbers; unique; only on streets and communities. */
  readonly letters?: string;
  readonly hotline?: string;
  readonly sort: number;
  readonly active: boolean;
  /** Number of changes, the guard of the administrator's form; absent is 0. */
  readonly rev?: number;
}

export const hasBoard = (area: Pick<Area, 'level'>): boolean => area.level !== 'group';

/** True when `path` is the area of `ancestorPath` or lies below it. */
export const isWithin = (path: string, ancestorPath: string): boolean => path.startsWith(ancestorPath);

export const childPath = (parentPath: string | null, id: AreaId): string => `${parentPath ?? '/'}${id}/`;

/** The ids on an area path, root first. */
export const idsOnPath = (path: string): AreaId[] => path.split('/').filter((part) => part !== '');
