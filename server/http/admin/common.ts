import { z } from 'zod';
import type { Member } from '../../../shared/people/member.ts';
import type { HttpDeps } from '../deps.ts';

export const byId = z.object({ id: z.string().max(64) });
export const nameSchema = z.string().trim().min(1, 'text_empty').max(60);
export const idsSchema = z.array(z.string().max(64)).max(500);

/** Paths of areas, in the order of their ids; unknown ids are left out. */
export async function pathsOf(deps: HttpDeps, areaIds: readonly string[]): Promise<string[]> {
  const areas = await deps.store.models.areas.find({ _id: { $in: areaIds } }).lean();
  const paths = new Map(areas.map((area) => [area._id, area.path]));
  return areaIds.flatMap((id) => paths.get(id) ?? []);
}

/** What administrators change is accounted for, without passwords or contact data (P42). */
export async function recordChange(
  deps: HttpDeps,
  member: Member,
  action: string,
  subject: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await deps.store.models.audits.create({
    _id: deps.newId(),
    at: deps.now(),
    action,
    memberId: member._id,
    memberName: member.name,
    communityId: null,
    orderId: null,
    subject,
    details,
  });
}
