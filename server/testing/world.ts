import type { Area, AreaLevel } from '../../shared/areas/area.ts';
import { childPath } from '../../shared/areas/area.ts';
import type { Item } from '../../shared/catalogue/catalogue.ts';
import type { MemberActor } from '../../shared/order/actor.ts';
import type { Department, Member, Team } from '../../shared/people/member.ts';
import type { Store } from '../store/connect.ts';

const area = (
  _id: string,
  name: string,
  level: AreaLevel,
  parent: Area | null,
  extra: Partial<Area> = {},
): Area => ({
  _id,
  name,
  level,
  parentId: parent?._id ?? null,
  path: childPath(parent?.path ?? null, _id),
  communityId: level === 'street' || level === 'community' ? _id : (parent?.communityId ?? _id),
  sort: 0,
  active: true,
  ...extra,
});

const street = area('street', '柳湾街道', 'street', null, { letters: 'LW' });
const north = area('north', '北里社区', 'community', street, { letters: 'BL' });
const south = area('south', '南里社区', 'community', street, { letters: 'NL' });
const grid1 = area('grid1', '第一网格', 'grid', north);
const grid2 = area('grid2', '第二网格', 'grid', north);
const grid3 = area('grid3', '第三网格', 'grid', south);
const group1 = area('group1', '一号楼', 'group', grid1);

/** A street with two communities, three grids and a household group, invented. */
export const AREAS = { street, north, south, grid1, grid2, grid3, group1 } as const;

const item = (_id: string, name: string, extra: Partial<Item> = {}): Item => ({
  _id,
  categoryId: 'repairs',
  name,
  nameEn: _id,
  keywords: [],
  skills: [],
  grade: 'simple',
  urgent: false,
  deadline: { kind: 'overnight' },
  departmentIds: [],
  sort: 0,
  active: true,
  ...extra,
});

export const ITEMS = {
  lamp: item('lamp', '路灯'),
  lift: item('lift', '电梯困人', { urgent: true, deadline: { kind: 'half_day' } }),
  noise: item('noise', '噪声', { categoryId: 'disputes', deadline: { kind: 'week' } }),
} as const;

const CATEGORIES = [
  { _id: 'repairs', name: '基础设施维修', nameEn: 'Repairs', sort: 1, active: true },
  { _id: 'disputes', name: '矛盾调解', nameEn: 'Disputes', sort: 2, active: true },
];

export const TEAM: Team = {
  _id: 'team1',
  name: '邻里帮',
  areaIds: ['north'],
  areaPaths: [north.path],
  skills: [],
  active: true,
};
export const DEPARTMENT: Department = {
  _id: 'dept1',
  name: '物业中心',
  areaIds: ['street'],
  areaPaths: [street.path],
  itemIds: ['lamp'],
  active: true,
};

/** Puts the small world into an empty database. */
export async function seedWorld({ models }: Pick<Store, 'models'>): Promise<void> {
  await models.areas.insertMany(Object.values(AREAS));
  await models.categories.insertMany(CATEGORIES);
  await models.items.insertMany(Object.values(ITEMS));
  await models.teams.insertMany([TEAM]);
  await models.departments.insertMany([DEPARTMENT]);
}

let made = 0;

/** A member document; `areas` names areas of the small world. Not stored. */
export function aMember(of: {
  readonly roles: Member['roles'];
  readonly areas?: readonly Area[];
  readonly id?: string;
  readonly name?: string;
  readonly teamIds?: readonly string[];
  readonly departmentId?: string;
  readonly username?: string;
}): Member {
  made += 1;
  const areas = of.areas ?? [AREAS.north];
  const _id = of.id ?? `${of.roles[0] ?? 'member'}${made}`;
  return {
    _id,
    username: of.username ?? _id.toLowerCase(),
    name: of.name ?? `成员${made}`,
    roles: of.roles,
    areaIds: areas.map((one) => one._id),
    areaPaths: areas.map((one) => one.path),
    teamIds: of.teamIds ?? [],
    skills: [],
    hours: [],
    onDuty: true,
    active: true,
    ...(of.departmentId ? { departmentId: of.departmentId } : {}),
  };
}

export const actorOf = (member: Member): MemberActor => ({
  kind: 'member',
  memberId: member._id,
  name: member.name,
  roles: member.roles,
  areaPaths: member.areaPaths,
  teamIds: member.teamIds,
  departmentId: member.departmentId ?? null,
  active: member.active,
});
