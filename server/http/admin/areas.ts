import { z } from 'zod';
import { AREA_LEVELS, type Area, type AreaLevel, childPath } from '../../../shared/areas/area.ts';
import type { Member } from '../../../shared/people/member.ts';
import { coversPath } from '../../access/actor.ts';
import { tellPlacesChanged } from '../../places.ts';
import { below } from '../../store/below.ts';
import { areaAnswer } from '../answers/places.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { byId, lettersSchema, nameSchema } from '../fields.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { changeAt, revSchema } from './guarded.ts';
import { createScope } from './scope.ts';

const area = z.object({
  name: nameSchema,
  parentId: z.string().max(64).nullable(),
  level: z.enum(AREA_LEVELS),
  letters: lettersSchema.optional(),
  hotline: z.string().trim().max(30).optional(),
  sort: z.number().int().optional(),
});
const change = area
  .omit({ parentId: true, level: true })
  .partial()
  .extend({ active: z.boolean().optional(), rev: revSchema });

const isNumbered = (level: AreaLevel): boolean => level === 'street' || level === 'community';

/** The tree of areas. An area never moves: orders, boards and members hang on its path (P41). */
export function addAreaRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);

  router.add({
    method: 'get',
    path: '/api/admin/areas',
    summary: 'The areas one administers, those out of use included',
    for: ['admin', 'leader'],
    answer: z.object({ areas: z.array(areaAnswer) }),
    handle: async ({ member }) => {
      const areas = await models.areas.find().sort({ path: 1 }).lean();
      return { areas: areas.filter((one) => coversPath(member(), one.path)) };
    },
  });

  router.add({
    method: 'get',
    path: '/api/admin/areas/:id/qr',
    summary: 'What the QR code to be posted in an area leads to',
    for: ['admin', 'leader', 'officer'],
    params: byId,
    answer: z.object({ areaId: z.string(), name: z.string(), url: z.string() }),
    handle: async ({ params, member, request }) => {
      const found = await ownArea(params.id, member());
      const base = deps.config.publicUrl ?? `${request.protocol}://${request.get('host') ?? ''}`;
      return { areaId: found._id, name: found.name, url: `${base}/q/${encodeURIComponent(found._id)}` };
    },
  });

  router.add({
    method: 'post',
    path: '/api/admin/areas',
    summary: 'Add an area below another, or a street',
    for: ['admin'],
    body: area,
    answer: areaAnswer,
    status: 201,
    handle: async ({ body, member }) => {
      const parent = body.parentId === null ? null : await ownArea(body.parentId, member(), 'parentId');
      if (parent?.active === false) throw new HttpFault('unknown_area', { field: 'parentId' });
      const depth = parent ? AREA_LEVELS.indexOf(parent.level) + 1 : 0;
      if (AREA_LEVELS[depth] !== body.level) throw new HttpFault('unknown_area', { field: 'parentId' });
      if (!parent) await scope.whole(member());
      const numbered = isNumbered(body.level);
      if (numbered && !body.letters) throw new HttpFault('invalid', { field: 'letters' });
      await refuseTakenLetters(body.letters, null);
      const _id = deps.newId();
      const made: Area = {
        _id,
        name: body.name,
        level: body.level,
        parentId: body.parentId,
        path: childPath(parent?.path ?? null, _id),
        communityId: numbered ? _id : (parent?.communityId ?? _id),
        ...(numbered && body.letters ? { letters: body.letters } : {}),
        ...(body.hotline ? { hotline: body.hotline } : {}),
        sort: body.sort ?? 0,
        active: true,
      };
      const keepers = parent ? [] : await scope.wholeAdmins();
      await models.areas.create(made);
      await giveTo(keepers, made);
      await recordChange(deps, member(), 'area_added', _id, { name: made.name });
      tellPlacesChanged(deps.bus);
      return made;
    },
  });

  router.add({
    method: 'patch',
    path: '/api/admin/areas/:id',
    summary: 'Rename an area, change its letters or hotline, or take it out of use',
    for: ['admin'],
    params: byId,
    body: change,
    answer: areaAnswer,
    handle: async ({ params, body, member }) => {
      const before = await ownArea(params.id, member());
      if (body.letters !== undefined && !isNumbered(before.level))
        throw new HttpFault('invalid', { field: 'letters' });
      await refuseTakenLetters(body.letters, before._id);
      if (body.active === false) await refuseInUse(before);
      if (body.active === true) await refuseBelowClosed(before);
      const { rev, ...fields } = body;
      const changed = await changeAt(deps, models.areas, before._id, rev, { $set: fields });
      await recordChange(deps, member(), 'area_changed', before._id, { name: changed.name, ...fields });
      tellPlacesChanged(deps.bus);
      return changed;
    },
  });

  const ownArea = async (id: string, member: Member, field?: string): Promise<Area> => {
    const found = await models.areas.findById(id).lean<Area | null>();
    if (found && coversPath(member, found.path)) return found;
    throw field === undefined ? new HttpFault('not_found') : new HttpFault('unknown_area', { field });
  };

  /** Order numbers begin with the letters: those another area has, or once numbered orders with, are taken. */
  const refuseTakenLetters = async (letters: string | undefined, self: string | null): Promise<void> => {
    if (letters === undefined) return;
    const others = self === null ? {} : { _id: { $ne: self } };
    const numbered = {
      no: { $gte: `${letters}00-`, $lt: `${letters}99-~` },
      ...(self === null ? {} : { communityId: { $ne: self } }),
    };
    if ((await models.areas.exists({ letters, ...others })) || (await models.orders.exists(numbered)))
      throw new HttpFault('taken', { field: 'letters' });
  };

  /** What is still being worked on, or has areas in use below it, stays. */
  const refuseInUse = async ({ _id, path }: Area): Promise<void> => {
    const open = await models.orders.exists({
      areaPath: below(path),
      status: { $in: ['new', 'dispatched', 'handling'] },
    });
    if (open || (await models.areas.exists({ parentId: _id, active: true })))
      throw new HttpFault('in_use', { field: 'active' });
  };

  /** In use again only from the top down: what is below a closed area could be neither chosen nor found. */
  const refuseBelowClosed = async ({ parentId }: Area): Promise<void> => {
    if (parentId !== null && !(await models.areas.exists({ _id: parentId, active: true })))
      throw new HttpFault('unknown_area', { field: 'parentId' });
  };

  /** Administrators of everything stay so when a street is added. */
  const giveTo = async (keepers: readonly Member[], street: Area): Promise<void> => {
    for (const { _id } of keepers) {
      await models.members.updateOne({ _id }, { $addToSet: { areaIds: street._id, areaPaths: street.path } });
      deps.sessions.memberChanged(_id);
    }
  };
}
