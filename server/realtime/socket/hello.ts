import { type Area, hasBoard } from '../../../shared/areas/area.ts';
import type { Member } from '../../../shared/people/member.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/limits.ts';
import type { BoardRef, Hello } from '../../../shared/protocol/socket.ts';
import { coversPath, hasBoards, toSelf } from '../../access/actor.ts';
import type { RealtimeDeps } from '../deps.ts';
import type { Boards } from '../yjs/boards.ts';

/** A city's administrator covers hundreds of areas; the nearest ones come with the hello, the rest by choosing. */
const MOST_BOARDS = 60;
/** Hundreds of people come back at once after a restart: they share one look at the areas. */
const AREAS_LAST_MS = 2000;

/** Communities first: that is where officers work; their street and their grids follow. */
const PLACE = { community: 0, street: 1, grid: 2, group: 3 } as const;

/** What a connection is greeted with: who it is and which boards it may open, in the rooms that serve them now (P51). */
export function createGreeter(deps: RealtimeDeps, boards: Boards) {
  let known: { readonly at: number; readonly areas: Promise<Area[]> } | null = null;

  const activeAreas = (): Promise<Area[]> => {
    const at = deps.now();
    if (known && Math.abs(at - known.at) < AREAS_LAST_MS) return known.areas;
    const areas = deps.store.models.areas.find({ active: true }).sort({ sort: 1 }).lean();
    const asked = { at, areas: areas.then((found): Area[] => found) };
    asked.areas.catch(() => {
      if (known === asked) known = null;
    });
    known = asked;
    return asked.areas;
  };

  const boardsOf = async (member: Member): Promise<BoardRef[]> => {
    if (!hasBoards(member)) return [];
    return (await activeAreas())
      .filter((area) => hasBoard(area) && coversPath(member, area.path))
      .sort((a, b) => PLACE[a.level] - PLACE[b.level] || a.sort - b.sort)
      .slice(0, MOST_BOARDS)
      .map((area) => ({ areaId: area._id, name: area.name, room: boards.roomOf(area) }));
  };

  return async (member: Member): Promise<Hello> => ({
    member: toSelf(member),
    boards: await boardsOf(member),
    serverTime: deps.now(),
    protocol: PROTOCOL_VERSION,
    writable: deps.health.writable(),
  });
}
