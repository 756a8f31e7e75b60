import { z } from 'zod';
import type { Area } from '../../../shared/areas/area.ts';
import { dayNumber } from '../../../shared/calendar/civil.ts';
import { civilDateSchema } from '../../../shared/calendar/schema.ts';
import { instantOnDay } from '../../../shared/calendar/zone.ts';
import type { Member } from '../../../shared/people/member.ts';
import { below } from '../../store/below.ts';
import type { HttpDeps } from '../deps.ts';
import { after, cursorSchema, cutPage } from '../paging.ts';
import type { Router } from '../route.ts';
import { containing } from './member-search.ts';
import { createScope } from './scope.ts';

const PAGE = 100;

/** What administrators change is accounted for, without passwords or contact data (P42). */
export async function recordChange(
  deps: HttpDeps,
  member: Member,
  action: string,
  subject: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { phone: _phone, ...kept } = details;
  await deps.store.models.audits.create({
    _id: deps.newId(),
    at: deps.now(),
    action,
    memberId: member._id,
    memberName: member.name,
    communityId: null,
    orderId: null,
    subject,
    details: kept,
  });
}

const audit = z.object({
  _id: z.string(),
  at: z.number(),
  action: z.string(),
  memberId: z.string().nullable(),
  memberName: z.string(),
  communityId: z.string().nullable(),
  orderId: z.string().nullable(),
  subject: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});

export function addAuditRoute(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);

  router.add({
    method: 'get',
    path: '/api/admin/audits',
    summary:
      'What was opened or changed, newest first: all of it, or what belongs to the reader’s communities',
    for: ['admin', 'leader'],
    query: z.object({
      cursor: cursorSchema,
      action: z.string().max(60).optional(),
      /** Whose doing: part of a name. */
      by: z.string().trim().max(60).optional(),
      from: civilDateSchema.optional(),
      to: civilDateSchema.optional(),
    }),
    answer: z.object({ audits: z.array(audit), nextCursor: z.string().nullable() }),
    handle: async ({ query, member }) => {
      const own = member();
      const found = await models.audits
        .find({
          $and: [
            (await scope.isWhole(own)) ? {} : await ofOwn(own),
            query.action ? { action: query.action } : {},
            query.by ? { memberName: containing(query.by) } : {},
            query.from ? { at: { $gte: startOf(dayNumber(query.from)) } } : {},
            query.to ? { at: { $lt: startOf(dayNumber(query.to) + 1) } } : {},
            after('at', query.cursor),
          ],
        })
        .sort({ at: -1, _id: -1 })
        .limit(PAGE + 1)
        .lean();
      const { page, nextCursor } = cutPage(found, PAGE, (row) => row.at);
      return { audits: page, nextCursor };
    },
  });

  const startOf = (day: number): number => instantOnDay(day, 0, deps.rules.zone());

  const ofOwn = async (own: Member): Promise<object> => {
    const areas = await models.areas
      .find({ $or: own.areaPaths.map((path) => ({ path: below(path) })) })
      .lean<Area[]>();
    const communities = areas.filter((area) => area._id === area.communityId).map((area) => area._id);
    return { $or: [{ communityId: { $in: communities } }, { communityId: null, memberId: own._id }] };
  };
}
