import type { Area } from '../shared/areas/area.ts';
import type { Department, Hours, Member, Role, Team } from '../shared/people/member.ts';
import { SAMPLE } from './places.ts';

/** Invented names, none of a real person known to us; a numbered account each. */
const OFFICERS = ['沈其安', '周砚秋', '唐予宁'] as const;
const LEADERS = ['陆明远', '闻人静'] as const;
const WORKERS = [
  '罗小满',
  '韩知夏',
  '袁守拙',
  '贺兰亭',
  '杜若溪',
  '裴承志',
  '顾长风',
  '宁采薇',
  '岳清和',
  '祝融雪',
  '苗青禾',
  '卓一鸣',
] as const;
const VOLUNTEERS = [
  '孟怀川',
  '白露生',
  '叶知秋',
  '姜半夏',
  '邱晚晴',
  '梅若寒',
  '冯春生',
  '江临月',
  '温故新',
  '施雨眠',
  '柏舟',
  '谷雨时',
  '方寸心',
  '喻知行',
] as const;
const SPECIALISTS = ['常思远', '万木春', '尹南风', '黎晓峰', '管仲平', '易水寒', '时光远', '池月白'] as const;

const WORKER_SKILLS = ['电工', '水暖', '调解', '助老', '代办'] as const;
const VOLUNTEER_SKILLS = ['助老', '电工', '文体', '看护', '代办', '助残', '调解'] as const;

const UNITS = [
  { id: 'property', name: '和里物业', items: ['lift', 'light', 'water', 'parking', 'charging', 'property'] },
  { id: 'liftcare', name: '安达电梯维保', items: ['lift'] },
  { id: 'gasco', name: '燃气服务站', items: ['gas'] },
  { id: 'enforcement', name: '综合执法中队', items: ['fumes', 'glare', 'noise', 'parking', 'cable'] },
  { id: 'municipal', name: '市政养护所', items: ['road', 'water', 'litter'] },
  { id: 'power', name: '供热供电服务站', items: ['heating', 'charging'] },
  { id: 'health', name: '社区卫生服务站', items: ['elderly', 'disabled', 'children'] },
  {
    id: 'culture',
    name: '文化活动中心',
    items: ['events', 'venues', 'fitness', 'papers', 'pets', 'neighbours', 'wish'],
  },
] as const;

const TEAMS = [
  { id: 'lamps', name: '小满灯队', skills: ['电工'] },
  { id: 'silver', name: '银铃助老队', skills: ['助老', '助残'] },
  { id: 'bench', name: '板凳调解队', skills: ['调解'] },
  { id: 'pages', name: '书页文体队', skills: ['文体', '看护'] },
] as const;

const WEEKDAYS_9_TO_18: readonly Hours[] = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  from: 540,
  to: 1080,
}));
const EVENINGS_AND_WEEKENDS: readonly Hours[] = [
  ...[1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 1110, to: 1260 })),
  { weekday: 6, from: 540, to: 1260 },
  { weekday: 0, from: 540, to: 1260 },
];

export interface People {
  readonly departments: readonly Department[];
  readonly teams: readonly Team[];
  readonly members: readonly Member[];
}

/**
 * Eight units, four teams and 40 members. `duty1` has the street with its first community before all else; `vol1`–`vol8`
 * serve all of the first community.
 */
export function samplePeople(areas: readonly Area[]): People {
  const street = [SAMPLE.streetId];
  const pathOf = new Map(areas.map((area) => [area._id, area.path]));
  const paths = (ids: readonly string[]): string[] => ids.map((id) => pathOf.get(id) ?? '/');
  const grids = areas.filter((area) => area.level === 'grid');
  const members: Member[] = [];

  const add = (
    username: string,
    name: string,
    role: Role,
    areaIds: readonly string[],
    more: Partial<Pick<Member, 'skills' | 'hours' | 'teamIds' | 'departmentId' | 'onDuty'>> = {},
  ): void => {
    members.push({
      _id: username,
      username,
      name,
      roles: [role],
      areaIds,
      areaPaths: paths(areaIds),
      teamIds: [],
      skills: [],
      hours: WEEKDAYS_9_TO_18,
      onDuty: true,
      active: true,
      ...more,
    });
  };

  add('admin', '管理员', 'admin', street);
  OFFICERS.forEach((name, i) =>
    add(`duty${i + 1}`, name, 'officer', i === 2 ? [SAMPLE.secondCommunityId] : [SAMPLE.firstCommunityId]),
  );
  LEADERS.forEach((name, i) =>
    add(`leader${i + 1}`, name, 'leader', [i === 0 ? SAMPLE.firstCommunityId : SAMPLE.secondCommunityId]),
  );
  WORKERS.forEach((name, i) => {
    const skill = WORKER_SKILLS[i % WORKER_SKILLS.length];
    add(`worker${i + 1}`, name, 'worker', [grids[i]?._id ?? SAMPLE.firstCommunityId], {
      skills: skill ? [skill] : [],
    });
  });
  VOLUNTEERS.forEach((name, i) => {
    const skill = VOLUNTEER_SKILLS[i % VOLUNTEER_SKILLS.length];
    const team = TEAMS[i % TEAMS.length];
    add(`vol${i + 1}`, name, 'volunteer', [i < 8 ? SAMPLE.firstCommunityId : SAMPLE.secondCommunityId], {
      skills: skill ? [skill] : [],
      hours: EVENINGS_AND_WEEKENDS,
      teamIds: team ? [team.id] : [],
      onDuty: i % 3 !== 2,
    });
  });
  SPECIALISTS.forEach((name, i) => {
    const unit = UNITS[i];
    add(`dept${i + 1}`, name, 'specialist', street, unit ? { departmentId: unit.id } : {});
  });

  return {
    members,
    departments: UNITS.map((unit) => ({
      _id: unit.id,
      name: unit.name,
      areaIds: street,
      areaPaths: paths(street),
      itemIds: [...unit.items],
      active: true,
    })),
    teams: TEAMS.map((team) => ({
      _id: team.id,
      name: team.name,
      areaIds: street,
      areaPaths: paths(street),
      skills: [...team.skills],
      active: true,
    })),
  };
}
