import type { MemberId } from '../../shared/ids.ts';
import type { Member } from '../../shared/people/member.ts';
import type { Notice } from '../../shared/protocol/socket.ts';
import { processIdOf } from '../bus/index.ts';
import type { Bus, Notifier } from '../parts.ts';

/** Socket.IO room of one member's connections. */
export const memberRoom = (memberId: MemberId): string => `member:${memberId}`;

/** Rooms of an area path: one for its desk, one for those who work in the field there. */
export const deskRoom = (areaPath: string): string => `desk:${areaPath}`;
export const fieldRoom = (areaPath: string): string => `field:${areaPath}`;

/** Paths from the root down to a path: a desk that covers `/a/` also hears of `/a/b/`. */
export function pathsDownTo(areaPath: string): string[] {
  const parts = areaPath.split('/').filter((part) => part !== '');
  return parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}/`);
}

/** Rooms a member's connection joins. */
export function roomsOf(member: Member): string[] {
  const desk = member.roles.some((role) => role === 'officer' || role === 'leader' || role === 'admin');
  const field = member.roles.some((role) => role === 'worker' || role === 'volunteer');
  return [
    memberRoom(member._id),
    ...(desk ? member.areaPaths.map(deskRoom) : []),
    ...(field
      ? member.areaPaths.flatMap((path) => pathsDownTo(path).map((above) => `${fieldRoom(above)}#`))
      : []),
    ...(field ? member.areaPaths.map(fieldRoom) : []),
    ...member.teamIds.map((teamId) => `team:${teamId}`),
    ...(member.departmentId ? [`department:${member.departmentId}`] : []),
  ];
}

/**
 * Rooms whose members serve a path: those of the path and of every area above it, and those who serve only a part of it
 * (the marked rooms, which they join for every area above their own).
 */
export const fieldRoomsFor = (areaPath: string): string[] => [
  ...pathsDownTo(areaPath).map(fieldRoom),
  `${fieldRoom(areaPath)}#`,
];

export const deskRoomsFor = (areaPath: string): string[] => pathsDownTo(areaPath).map(deskRoom);

export const NOTICE_TOPIC = 'notice';

export interface NoticeWord {
  /** The process that hands the notice to Socket.IO, which carries it to the others. */
  readonly from: string;
  readonly rooms: readonly string[];
  readonly notice: Notice;
}

/** Sends notices wherever people are connected, on every server (P55). A client shows each id once. */
export function createNotifier(bus: Bus): Notifier {
  const from = processIdOf(bus);
  const send = (rooms: readonly string[], notice: Notice): void => {
    if (rooms.length > 0) bus.publish(NOTICE_TOPIC, { from, rooms, notice } satisfies NoticeWord);
  };
  return {
    toMembers: (memberIds, notice) => send(memberIds.map(memberRoom), notice),
    toOfficers: (areaPath, notice) => send(deskRoomsFor(areaPath), notice),
    toArea: (areaPath, notice) => send(fieldRoomsFor(areaPath), notice),
  };
}
