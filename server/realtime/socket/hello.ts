import { hasBoard } from '../../../shared/areas/area.ts';
import type { Member } from '../../../shared/people/member.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/limits.ts';
import type { BoardRef, Hello } from '../../../shared/protocol/socket.ts';
import { hasBoards, toSelf } from '../../access/actor.ts';
import { below } from '../../store/below.ts';
import type { RealtimeDeps } from '../deps.ts';
import type { Boards } from '../yjs/boards.ts';

/** A city's administrator covers hundreds of areas; the nearest ones come with the hello, the rest by choosing. */
const MOST_BOARDS = 60;

/** What a connection is greeted with: who it is and which boards it may open, in the rooms that serve them now (P51). */
export async function makeHello(deps: RealtimeDeps, boards: Boards, member: Member): Promise<Hello> {
  return {
    member: toSelf(member),
    boards: hasBoards(member) ? await boardsOf(deps, boards, member) : [],
    serverTime: deps.now(),
    protocol: PROTOCOL_VERSION,
    writable: deps.health.writable(),
  };
}

async function boardsOf(deps: RealtimeDeps, boards: Boards, member: Member): Promise<BoardRef[]> {
  if (member.areaPaths.length === 0) return [];
  const areas = await deps.store.models.areas
    .find({ active: true, $or: member.areaPaths.map((path) => ({ path: below(path) })) })
    .lean();
  const order = { street: 1, community: 0, grid: 2, group: 3 } as const;
  const shown = areas
    .filter(hasBoard)
    // Communities first: that is where officers work; their street and their grids follow.
    .sort((a, b) => order[a.level] - order[b.level] || a.sort - b.sort)
    .slice(0, MOST_BOARDS);
  const refs = await Promise.all(
    shown.map(async (area) => {
      const room = await boards.roomOf(area._id);
      return room === null ? [] : [{ areaId: area._id, name: area.name, room }];
    }),
  );
  return refs.flat();
}
