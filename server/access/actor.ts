import type { MemberActor } from '../../shared/order/actor.ts';
import type { Member } from '../../shared/people/member.ts';
import type { MemberSelf } from '../../shared/protocol/dto.ts';
import type { MemberDocument } from '../store/collections/people.ts';

/** A member as of now, as the rules of orders see them. */
export const toActor = (member: Member): MemberActor => ({
  kind: 'member',
  memberId: member._id,
  name: member.name,
  roles: member.roles,
  areaPaths: member.areaPaths,
  teamIds: member.teamIds,
  departmentId: member.departmentId ?? null,
  active: member.active,
});

export const toSelf = (member: MemberDocument): MemberSelf => ({
  _id: member._id,
  username: member.username,
  name: member.name,
  roles: member.roles,
  areaIds: member.areaIds,
  onDuty: member.onDuty,
  ...(member.language ? { language: member.language } : {}),
});

const BOARD_ROLES = ['officer', 'leader', 'admin'] as const;

/** Officers, leaders and administrators have boards; the others have the phone (P50). */
export const hasBoards = (member: Pick<Member, 'roles'>): boolean =>
  BOARD_ROLES.some((role) => member.roles.includes(role));

/** True when one of the member's areas is the path's area or lies above it. */
export const coversPath = (member: Pick<Member, 'areaPaths'>, path: string): boolean =>
  member.areaPaths.some((own) => path.startsWith(own));
