import { z } from 'zod';
import { type Member, ROLES } from '../../../shared/people/member.ts';
import type { MemberPage } from '../../../shared/protocol/admin.ts';
import { someBelow } from '../../store/below.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';

const PAGE = 50;
const id = z.string().max(64).optional();

export const memberQuery = z.object({
  /** Part of a name, user name or telephone number. */
  text: z.string().trim().max(60).optional(),
  /** Serves this area or one below it. */
  areaId: id,
  role: z.enum(ROLES).optional(),
  teamId: id,
  departmentId: id,
  active: z.enum(['true', 'false']).optional(),
  /** The last user name of the page before. */
  cursor: z.string().max(60).optional(),
});
type MemberQuery = z.infer<typeof memberQuery>;

/** One page of the members who serve something within the reader's areas. */
export async function findMembers(deps: HttpDeps, reader: Member, query: MemberQuery): Promise<MemberPage> {
  const { models } = deps.store;
  const filter = {
    $and: [
      { $or: [{ _id: '' }, ...reader.areaPaths.map(servesWithin)] },
      query.areaId ? servesWithin(await pathOf(deps, query.areaId)) : {},
      query.text ? matching(query.text) : {},
      query.role ? { roles: query.role } : {},
      query.teamId ? { teamIds: query.teamId } : {},
      query.departmentId ? { departmentId: query.departmentId } : {},
      query.active ? { active: query.active === 'true' } : {},
    ],
  };
  const from = query.cursor === undefined ? {} : { username: { $gt: query.cursor } };
  const [total, found] = await Promise.all([
    models.members.countDocuments(filter),
    models.members
      .find({ $and: [filter, from] })
      .sort({ username: 1 })
      .limit(PAGE + 1)
      .lean(),
  ]);
  const members = found.slice(0, PAGE);
  return { members, total, nextCursor: found.length > PAGE ? (members.at(-1)?.username ?? null) : null };
}

async function pathOf({ store: { models } }: HttpDeps, areaId: string): Promise<string> {
  const area = await models.areas.findById(areaId).lean();
  if (!area) throw new HttpFault('unknown_area', { field: 'areaId' });
  return area.path;
}

const servesWithin = (path: string) => ({ areaPaths: someBelow(path) });

function matching(text: string) {
  const words = containing(text);
  return { $or: [{ name: words }, { username: words }, { phone: words }] };
}

/** A filter for texts that hold this one, whatever its case; its characters stand for themselves. */
export const containing = (text: string) => ({
  $regex: text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  $options: 'i',
});
