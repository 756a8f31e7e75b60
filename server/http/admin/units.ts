import type { Model } from 'mongoose';
import { z } from 'zod';
import type { Department } from '../../../shared/people/member.ts';
import { tellPlacesChanged } from '../../places.ts';
import { unitAnswer } from '../answers/people.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { byId, idsSchema, nameSchema, phoneSchema, wordsSchema } from '../fields.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { changeAt, revSchema } from './guarded.ts';
import { createScope, isInSight } from './scope.ts';

const unit = {
  name: nameSchema,
  areaIds: idsSchema.min(1, 'invalid'),
};
const team = z.object({ ...unit, skills: wordsSchema.optional() });
const department = z.object({ ...unit, itemIds: idsSchema.optional(), phone: phoneSchema.optional() });
const changing = { active: z.boolean().optional(), rev: revSchema };

interface Asked {
  readonly name?: string | undefined;
  readonly areaIds?: string[] | undefined;
  readonly itemIds?: string[] | undefined;
}
interface Change extends Asked {
  readonly rev?: number | undefined;
}

/** Teams and departments. One that is taken out of use keeps its orders, and is offered no more. */
export function addUnitRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);
  add('teams', team, team.partial().extend(changing), { skills: [] as string[] });
  add('departments', department, department.partial().extend(changing), { itemIds: [] as string[] });

  function add(
    kind: 'teams' | 'departments',
    whole: z.ZodType<Required<Pick<Asked, 'name' | 'areaIds'>> & Asked>,
    part: z.ZodType<Change>,
    empty: object,
  ): void {
    const model = models[kind] as unknown as Model<Department>;
    const membership = kind === 'teams' ? '$teamIds' : '$departmentId';
    router.add({
      method: 'get',
      path: `/api/admin/${kind}`,
      summary: `The ${kind} of one’s areas`,
      for: ['admin', 'leader'],
      answer: z.object({ [kind]: z.array(unitAnswer) }),
      handle: async ({ member }) => {
        const [all, counted] = await Promise.all([
          model.find().sort({ name: 1 }).lean<Department[]>(),
          models.members.aggregate<{ _id: string; n: number }>([
            { $match: { active: true } },
            ...(kind === 'teams' ? [{ $unwind: membership }] : []),
            { $group: { _id: membership, n: { $sum: 1 } } },
          ]),
        ]);
        const members = new Map(counted.map(({ _id, n }) => [_id, n]));
        return {
          [kind]: all
            .filter((one) => isInSight(member(), one))
            .map((one) => ({ ...one, members: members.get(one._id) ?? 0 })),
        };
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
        await requireItems(body.itemIds);
        const areaPaths = areas.map((area) => area.path);
        const made = { ...empty, ...body, _id: deps.newId(), areaPaths, active: true };
        await model.create(made as unknown as Department);
        await nameInItems(made._id, body.itemIds);
        await recordChange(deps, member(), `${kind}_added`, made._id, { name: body.name });
        tellPlacesChanged(deps.bus);
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
        await requireItems(body.itemIds);
        const { rev, ...fields } = body;
        const $set = { ...fields, ...(areas ? { areaPaths: areas.map((area) => area.path) } : {}) };
        const changed = await changeAt(deps, model, before._id, rev, { $set });
        await nameInItems(changed._id, body.itemIds);
        await recordChange(deps, member(), `${kind}_changed`, before._id, { name: changed.name, ...fields });
        tellPlacesChanged(deps.bus);
        return changed;
      },
    });
  }

  const requireItems = async (itemIds: readonly string[] | undefined): Promise<void> => {
    if (!itemIds) return;
    const known = await models.items.countDocuments({ _id: { $in: [...itemIds] } });
    if (known !== new Set(itemIds).size) throw new HttpFault('unknown_item', { field: 'itemIds' });
  };

  /** A department names its items and an item its departments: both sides say the same. */
  const nameInItems = async (departmentId: string, itemIds: readonly string[] | undefined): Promise<void> => {
    if (!itemIds) return;
    const ids = [...itemIds];
    await models.items.updateMany({ _id: { $in: ids } }, { $addToSet: { departmentIds: departmentId } });
    await models.items.updateMany(
      { _id: { $nin: ids }, departmentIds: departmentId },
      { $pull: { departmentIds: departmentId } },
    );
  };
}
