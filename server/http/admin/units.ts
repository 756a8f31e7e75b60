import { z } from 'zod';
import type { Department } from '../../../shared/people/member.ts';
import { unitAnswer } from '../answers/people.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { byId, idsSchema, nameSchema } from '../fields.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { createScope, isInSight } from './scope.ts';

const unit = {
  name: nameSchema,
  areaIds: idsSchema.min(1, 'invalid'),
};
const team = z.object({
  ...unit,
  skills: z.array(z.string().trim().min(1).max(30)).max(50).optional(),
});
const department = z.object({
  ...unit,
  itemIds: idsSchema.optional(),
  phone: z.string().trim().max(24).optional(),
});
const inUse = { active: z.boolean().optional() };

interface Asked {
  readonly name?: string | undefined;
  readonly areaIds?: string[] | undefined;
}

/** Teams and departments. One that is taken out of use keeps its orders, and is offered no more. */
export function addUnitRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);
  add('teams', team, team.partial().extend(inUse), { skills: [] as string[] });
  add('departments', department, department.partial().extend(inUse), { itemIds: [] as string[] });

  function add(
    kind: 'teams' | 'departments',
    whole: z.ZodType<Required<Asked>>,
    part: z.ZodType<Asked>,
    empty: object,
  ): void {
    const model = models[kind] as typeof models.departments;
    router.add({
      method: 'get',
      path: `/api/admin/${kind}`,
      summary: `The ${kind} of one’s areas`,
      for: ['admin', 'leader'],
      answer: z.object({ [kind]: z.array(unitAnswer) }),
      handle: async ({ member }) => {
        const all = await model.find().sort({ name: 1 }).lean<Department[]>();
        return { [kind]: all.filter((one) => isInSight(member(), one)) };
      },
    });
    router.add({
      method: 'post',
      path: `/api/admin/${kind}`,
      summary: `Add one of the ${kind}`,
      for: ['admin'],
      body: whole,
      answer: unitAnswer,
      status: 201,
      handle: async ({ body, member }) => {
        const areas = await scope.areas(member(), body.areaIds ?? []);
        const areaPaths = areas.map((area) => area.path);
        const made = { ...empty, ...body, _id: deps.newId(), areaPaths, active: true };
        await model.create(made as unknown as Department);
        await recordChange(deps, member(), `${kind}_added`, made._id, { name: body.name });
        return made;
      },
    });
    router.add({
      method: 'patch',
      path: `/api/admin/${kind}/:id`,
      summary: `Change one of the ${kind}, or take it out of use`,
      for: ['admin'],
      params: byId,
      body: part,
      answer: unitAnswer,
      handle: async ({ params, body, member }) => {
        const before = await model.findById(params.id).lean<Department | null>();
        if (!before) throw new HttpFault('not_found');
        scope.paths(member(), before.areaPaths);
        const areas = body.areaIds ? await scope.areas(member(), body.areaIds) : null;
        const $set = { ...body, ...(areas ? { areaPaths: areas.map((area) => area.path) } : {}) };
        const changed = await model
          .findByIdAndUpdate(before._id, { $set }, { returnDocument: 'after' })
          .lean();
        if (!changed) throw new HttpFault('not_found');
        await recordChange(deps, member(), `${kind}_changed`, before._id, { ...body });
        return changed;
      },
    });
  }
}
