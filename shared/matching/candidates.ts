import type { Zone } from '../calendar/types.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { Instant } from '../ids.ts';
import type { OrderState } from '../order/state.ts';
import type { Department, Member, Team } from '../people/member.ts';
import type { Candidate, CandidateReason } from '../protocol/dto.ts';
import { isFree, nextFree } from './hours.ts';
import { type Place, placeOf } from './place.ts';

export interface Matching {
  readonly order: Pick<OrderState, 'areaPath' | 'communityId' | 'firstHolder' | 'kind'>;
  readonly item: Pick<Item, '_id' | 'skills' | 'departmentIds'> | null;
  readonly members: readonly Member[];
  readonly teams: readonly Team[];
  readonly departments: readonly Department[];
  /** Open orders in a member's hands. */
  readonly loads: ReadonlyMap<string, number>;
  /** Orders of the same item a member has completed. */
  readonly experience?: ReadonlyMap<string, number>;
  readonly now: Instant;
  readonly zone: Zone;
}

/** A reason and what it counts. Reasons of no points still tell the officer something. */
interface Found {
  readonly reason: CandidateReason;
  readonly points: number;
}

/**
 * How much each reason counts (M4). Nearness leads, then the unit whose duty it is, then skill; no number of small
 * reasons lets somebody off duty pass one who is there.
 */
const POINTS = {
  place: { own_grid: 40, own_community: 20, neighbour_area: 0 } satisfies { [place in Place]: number },
  responsibleUnit: 50,
  skill: 20,
  firstHolder: 15,
  similarMost: 10,
  eachLoad: -4,
  onDuty: 10,
  notFreeNow: -5,
  offDuty: -60,
  volunteerForWish: 25,
} as const;

/**
 * Everyone of the same street who may be sent, best first, each with the reasons for their place (M2). Skills, hours and
 * distance rank; they never refuse. Units come with the people, and are never crowded out by them.
 */
export function rankCandidates(matching: Matching, most = 50): Candidate[] {
  const units = [
    ...matching.departments.flatMap((unit) => unitCandidate(unit, 'department', matching)),
    ...matching.teams.flatMap((team) => unitCandidate(team, 'team', matching)),
  ].sort(byRank);
  const members = matching.members.flatMap((member) => memberCandidate(member, matching)).sort(byRank);
  const roomForUnits = Math.min(units.length, Math.floor(most / 2));
  const people = members.slice(0, most - roomForUnits);
  return [...people, ...units.slice(0, most - people.length)].sort(byRank);
}

/** Why an order fits a member, for the phone: the same reasons without comparison (M6). */
export const fitReasons = (
  member: Member,
  matching: Omit<Matching, 'members' | 'teams' | 'departments'>,
): CandidateReason[] => {
  const place = placeOf(member.areaPaths, matching.order);
  return memberReasons(member, place, matching).map((one) => one.reason);
};

const byRank = (a: Candidate, b: Candidate): number =>
  b.score - a.score || a.name.localeCompare(b.name, 'zh-CN');

function memberCandidate(member: Member, matching: Matching): Candidate[] {
  const handles = member.roles.some(
    (role) => role === 'worker' || role === 'volunteer' || role === 'specialist',
  );
  const place = placeOf(member.areaPaths, matching.order);
  if (!member.active || !handles || place === null) return [];
  const { _id, name, roles } = member;
  return [toCandidate({ id: _id, name, roles, kind: 'member' }, memberReasons(member, place, matching))];
}

function unitCandidate(
  unit: Department | Team,
  kind: 'department' | 'team',
  matching: Matching,
): Candidate[] {
  const place = placeOf(unit.areaPaths, matching.order);
  if (!unit.active || place === null) return [];
  const found = [
    ...placeReason(place),
    ...('itemIds' in unit ? responsibility(unit, matching) : skillReasons(unit.skills, matching)),
  ];
  return [toCandidate({ id: unit._id, name: unit.name, roles: [], kind }, found)];
}

function toCandidate(
  who: Pick<Candidate, 'id' | 'name' | 'roles' | 'kind'>,
  found: readonly Found[],
): Candidate {
  const score = found.reduce((sum, one) => sum + one.points, 0);
  return { ...who, target: targetOf(who.kind, who.id), reasons: found.map((one) => one.reason), score };
}

function targetOf(kind: Candidate['kind'], id: string): Candidate['target'] {
  switch (kind) {
    case 'member':
      return { memberId: id };
    case 'team':
      return { teamId: id };
    case 'department':
      return { departmentId: id };
  }
}

function memberReasons(
  member: Member,
  place: Place | null,
  matching: Omit<Matching, 'members' | 'teams' | 'departments'>,
): Found[] {
  const { order } = matching;
  const similar = matching.experience?.get(member._id) ?? 0;
  const load = matching.loads.get(member._id) ?? 0;
  const wish = order.kind === 'wish' && member.roles.includes('volunteer');
  return [
    ...placeReason(place),
    ...skillReasons(member.skills, matching),
    ...(order.firstHolder?.memberId === member._id ? [found('first_holder', POINTS.firstHolder)] : []),
    ...(similar > 0 ? [found('handled_similar', Math.min(similar, POINTS.similarMost), similar)] : []),
    ...(wish ? [found('wish_helper', POINTS.volunteerForWish)] : []),
    ...timeReasons(member, matching),
    found('load', POINTS.eachLoad * load, load),
  ];
}

function timeReasons(member: Member, { now, zone }: Pick<Matching, 'now' | 'zone'>): Found[] {
  if (!member.onDuty) return [found('off_duty', POINTS.offDuty)];
  if (isFree(member.hours, now, zone)) return [found('on_duty', POINTS.onDuty)];
  const from = nextFree(member.hours, now, zone);
  return from === null
    ? [found('off_hours', 2 * POINTS.notFreeNow)]
    : [found('free_from', POINTS.notFreeNow, from)];
}

const placeReason = (place: Place | null): Found[] =>
  place === null ? [] : [found(place, POINTS.place[place])];

function responsibility(unit: Department, { item }: Pick<Matching, 'item'>): Found[] {
  const responsible =
    item !== null && (unit.itemIds.includes(item._id) || item.departmentIds.includes(unit._id));
  return responsible ? [found('responsible_unit', POINTS.responsibleUnit)] : [];
}

const skillReasons = (skills: readonly string[], { item }: Pick<Matching, 'item'>): Found[] =>
  (item?.skills ?? [])
    .filter((skill) => skills.includes(skill))
    .map((skill) => found('skill', POINTS.skill, skill));

const found = (code: CandidateReason['code'], points: number, value?: string | number): Found => ({
  points,
  reason: value === undefined ? { code } : { code, value },
});
