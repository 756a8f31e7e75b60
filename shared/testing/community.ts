import type { Area } from '../areas/area.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { MemberActor, ResidentActor, SystemActor } from '../order/actor.ts';
import type { Target } from '../order/state.ts';
import type { Role } from '../people/member.ts';

const area = (_id: string, path: string, level: Area['level'], communityId: string): Area => ({
  _id,
  name: _id,
  level,
  parentId: path.split('/').at(-3) || null,
  path,
  communityId,
  sort: 0,
  active: true,
});

/** A street with two communities, the first with two grids. */
export const AREAS = {
  street: area('street', '/street/', 'street', 'street'),
  north: area('north', '/street/north/', 'community', 'north'),
  south: area('south', '/street/south/', 'community', 'south'),
  grid1: area('grid1', '/street/north/grid1/', 'grid', 'north'),
  grid2: area('grid2', '/street/north/grid2/', 'grid', 'north'),
} as const;

const item = (_id: string, more: Partial<Item>): Item => ({
  _id,
  categoryId: 'repairs',
  name: _id,
  nameEn: _id,
  keywords: [],
  skills: [],
  grade: 'simple',
  urgent: false,
  deadline: { kind: 'overnight' },
  departmentIds: [],
  sort: 0,
  active: true,
  ...more,
});

export const ITEMS = {
  lamp: item('lamp', {}),
  lift: item('lift', { urgent: true, deadline: { kind: 'half_day' } }),
  drains: item('drains', { deadline: { kind: 'week' } }),
  gone: item('gone', { active: false }),
} as const;

const member = (
  name: string,
  roles: readonly Role[],
  areas: readonly Area[],
  more: Partial<MemberActor> = {},
): MemberActor => ({
  kind: 'member',
  memberId: name.toLowerCase(),
  name,
  roles,
  areaPaths: areas.map(({ path }) => path),
  teamIds: [],
  departmentId: null,
  active: true,
  ...more,
});

/** One of each kind. Names occur nowhere else, so that a text can be searched for them. */
export const PEOPLE = {
  officer: member('Ouyang', ['officer'], [AREAS.north]),
  colleague: member('Olga', ['officer'], [AREAS.north]),
  leader: member('Lei', ['leader'], [AREAS.north]),
  admin: member('Adan', ['admin'], [AREAS.street]),
  worker: member('Wang', ['worker'], [AREAS.grid1]),
  neighbour: member('Nuo', ['worker'], [AREAS.grid2]),
  volunteer: member('Vivi', ['volunteer'], [AREAS.north]),
  second: member('Vera', ['volunteer'], [AREAS.north], { teamIds: ['brigade'] }),
  specialist: member('Sima', ['specialist'], [AREAS.street], { departmentId: 'water' }),
  stranger: member('Xu', ['worker', 'officer'], [AREAS.south]),
  gone: member('Gan', ['officer', 'worker'], [AREAS.north], { active: false }),
} as const;

export const resident = (reportId: string | null): ResidentActor => ({ kind: 'resident', reportId });
export const SYSTEM: SystemActor = { kind: 'system', job: 'clock' };
export const EFFECT: SystemActor = { kind: 'system', job: 'effect' };

export const toMember = (who: MemberActor): Target => ({
  kind: 'member',
  memberId: who.memberId,
  name: who.name,
});
export const POOL: Target = { kind: 'pool' };
export const TEAM: Target = { kind: 'team', teamId: 'brigade', name: 'Brigade' };
export const DEPARTMENT: Target = { kind: 'department', departmentId: 'water', name: 'Waterworks' };
