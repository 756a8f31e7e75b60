import { z } from 'zod';
import { AREA_LEVELS, type Area, childPath } from '../../../shared/areas/area.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import type { Router } from '../route.ts';
import { lettersSchema } from '../setup.ts';
import { byId, nameSchema, recordChange } from './common.ts';

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
  .extend({ active: z.boolean().optional() });

/** The tree of areas. An area never moves: orders, boards and members hang on its path (P41). */
export function addAreaRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;

  router.add({
    method: 'get',
    path: '/api/admin/areas',
    summary: 'All areas, those out of use included',
    for: ['admin', 'leader'],
    handle: async () => ({ areas: await models.areas.find().sort({ path: 1 }).lean() }),
  });

  router.add({
    method: 'post',
    path: '/api/admin/areas',
    summary: 'Add an area below another',
    for: ['admin'],
    body: area,
    status: 201,
    handle: async ({ body, member }) => {
      const parent = body.parentId === null ? null : await models.areas.findById(body.parentId).lean();
      const below = parent ? AREA_LEVELS.indexOf(parent.level) + 1 : 0;
      if ((body.parentId !== null && !parent) || AREA_LEVELS[below] !== body.level) {
        throw new HttpFault('unknown_area', { field: 'parentId' });
      }
      const numbered = body.level === 'street' || body.level === 'community';
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
      await models.areas.create(made);
      await recordChange(deps, member(), 'area_added', _id, { name: made.name });
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
    handle: async ({ params, body, member }) => {
      await refuseTakenLetters(body.letters, params.id);
      const changed = await models.areas.findByIdAndUpdate(params.id, { $set: body }, { new: true }).lean();
      if (!changed) throw new HttpFault('not_found');
      await recordChange(deps, member(), 'area_changed', params.id, body);
      return changed;
    },
  });

  const refuseTakenLetters = async (letters: string | undefined, self: string | null): Promise<void> => {
    if (letters === undefined) return;
    const taken = await models.areas.exists({ letters, ...(self === null ? {} : { _id: { $ne: self } }) });
    if (taken) throw new HttpFault('invalid', { field: 'letters' });
  };
}
