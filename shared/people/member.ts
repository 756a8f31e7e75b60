import type { AreaId, DepartmentId, MemberId, TeamId } from '../ids.ts';

export const ROLES = ['officer', 'worker', 'volunteer', 'specialist', 'leader', 'admin'] as const;
/** 值班员、网格员/信息员、志愿者、部门经办、社区书记、管理员. */
export type Role = (typeof ROLES)[number];

/** Weekly availability: minutes of the local day, weekday 0 = Sunday. */
export interface Hours {
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}

export interface Member {
  readonly _id: MemberId;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Areas the member serves, each with everything below it. */
  readonly areaIds: readonly AreaId[];
  readonly areaPaths: readonly string[];
  readonly departmentId?: DepartmentId;
  readonly teamIds: readonly TeamId[];
  readonly skills: readonly string[];
  readonly hours: readonly Hours[];
  readonly phone?: string;
  readonly onDuty: boolean;
  readonly active: boolean;
}

export interface Team {
  readonly _id: TeamId;
  readonly name: string;
  readonly areaIds: readonly AreaId[];
  readonly areaPaths: readonly string[];
  readonly skills: readonly string[];
  readonly active: boolean;
  /** Number of changes, the guard of the administrator's form; absent is 0. */
  readonly rev?: number;
}

export interface Department {
  readonly _id: DepartmentId;
  readonly name: string;
  readonly areaIds: readonly AreaId[];
  readonly areaPaths: readonly string[];
  /** Item ids this unit is responsible for. */
  readonly itemIds: readonly string[];
  readonly phone?: string;
  readonly active: boolean;
  /** Number of changes, the guard of the administrator's form; absent is 0. */
  readonly rev?: number;
}
