import type { Zone } from '../calendar/types.ts';
import { localTime, minuteOfDay } from '../calendar/zone.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { Instant } from '../ids.ts';
import type { OrderState } from '../order/order.ts';
import type { Department, Hours, Member, Team } from '../people/member.ts';
import type { Candidate, CandidateReason } from '../protocol/dto.ts';

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

interface Found {
  readonly reason: CandidateReason;
  readonly points: number;
}

/** Everyone who may be sent, best first, each with the reasons for their place (M2). Skills and hours rank, never refuse. */
export function rankCandidates(matching: Matching, most = 30): Candidate[] {
  const members = matching.members
    .filter(
      (member) => member.active && !isDeskOnly(member) && serves(member.areaPaths, matching.order.areaPath),
    )
    .map((member) => candidate(member, 'member', member.roles, memberReasons(member, matching)));
  const departments = matching.departments
    .filter((unit) => unit.active && serves(unit.areaPaths, matching.order.areaPath))
    .map((unit) => candidate(unit, 'department', [], departmentReasons(unit, matching)))
    .filter((one) => one.reasons.length > 0);
  const teams = matching.teams
    .filter((team) => team.active && serves(team.areaPaths, matching.order.areaPath))
    .map((team) => candidate(team, 'team', [], skillReasons(team.skills, matching)))
    .filter((one) => one.reasons.length > 0);
  return [...members, ...departments, ...teams]
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'zh-CN'))
    .slice(0, most);
}

/** Why an order fits a member, for the phone: the same reasons without comparison. */
export const fitReasons = (
  member: Member,
  matching: Omit<Matching, 'members' | 'teams' | 'departments'>,
): CandidateReason[] =>
  memberReasons(member, { ...matching, members: [], teams: [], departments: [] }).map((one) => one.reason);

function candidate(
  who: { readonly _id: string; readonly name: string },
  kind: Candidate['kind'],
  roles: Candidate['roles'],
  found: readonly Found[],
): Candidate {
  const target =
    kind === 'member'
      ? { memberId: who._id }
      : kind === 'team'
        ? { teamId: who._id }
        : { departmentId: who._id };
  const score = found.reduce((sum, one) => sum + one.points, 0);
  return { target, id: who._id, name: who.name, kind, roles, reasons: found.map((one) => one.reason), score };
}

function memberReasons(member: Member, matching: Matching): Found[] {
  const { order, now, zone } = matching;
  const load = matching.loads.get(member._id) ?? 0;
  const known = matching.experience?.get(member._id) ?? 0;
  const found: Found[] = [];
  const add = (points: number, code: CandidateReason['code'], value?: string | number): void => {
    found.push({ points, reason: value === undefined ? { code } : { code, value } });
  };
  const place = placeOf(member, order.areaPath);
  add(place === 'own_grid' ? 40 : place === 'own_community' ? 20 : 5, place);
  found.push(...skillReasons(member.skills, matching));
  if (order.firstHolder?.memberId === member._id) add(15, 'first_holder');
  if (known > 0) add(Math.min(known, 10), 'handled_similar', known);
  add(-4 * load, 'load', load);
  if (!member.onDuty) add(-30, 'off_duty');
  else if (isFree(member.hours, now, zone)) add(10, 'on_duty');
  else add(-5, 'free_from', nextFree(member.hours, now, zone));
  if (order.kind === 'wish' && member.roles.includes('volunteer'))
    found.push({ points: 25, reason: { code: 'skill', value: '' } });
  return found.filter((one) => one.reason.value !== '');
}

function departmentReasons(unit: Department, matching: Matching): Found[] {
  const { item } = matching;
  const responsible =
    item !== null && (unit.itemIds.includes(item._id) || item.departmentIds.includes(unit._id));
  return responsible ? [{ points: 38, reason: { code: 'responsible_unit' } }] : [];
}

const skillReasons = (skills: readonly string[], matching: Matching): Found[] =>
  (matching.item?.skills ?? [])
    .filter((skill) => skills.includes(skill))
    .map((skill) => ({ points: 20, reason: { code: 'skill' as const, value: skill } }));

const isDeskOnly = (member: Member): boolean =>
  !member.roles.some((role) => role === 'worker' || role === 'volunteer' || role === 'specialist');

const serves = (areaPaths: readonly string[], path: string): boolean =>
  areaPaths.some((own) => path.startsWith(own) || own.startsWith(path));

/** A path of three or more levels is a grid's (street, community, grid). */
function placeOf(member: Member, areaPath: string): 'own_grid' | 'own_community' | 'neighbour_area' {
  const own = member.areaPaths.filter((path) => areaPath.startsWith(path));
  if (own.some((path) => levels(path) >= 3)) return 'own_grid';
  return own.length > 0 ? 'own_community' : 'neighbour_area';
}

const levels = (path: string): number => path.split('/').length - 2;

const isFree = (hours: readonly Hours[], now: Instant, zone: Zone): boolean => {
  const { weekday } = localTime(now, zone);
  const minute = minuteOfDay(now, zone);
  return (
    hours.length === 0 ||
    hours.some((one) => one.weekday === weekday && one.from <= minute && minute < one.to)
  );
};

/** `14:30`, the next time today that the member is free; empty when that is another day. */
function nextFree(hours: readonly Hours[], now: Instant, zone: Zone): string {
  const { weekday } = localTime(now, zone);
  const minute = minuteOfDay(now, zone);
  const next = hours.filter((one) => one.weekday === weekday && one.from > minute).map((one) => one.from);
  if (next.length === 0) return '';
  const from = Math.min(...next);
  return `${String(Math.floor(from / 60)).padStart(2, '0')}:${String(from % 60).padStart(2, '0')}`;
}
