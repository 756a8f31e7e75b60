import { z } from 'zod';
import { GRADES } from '../../../shared/catalogue/catalogue.ts';
import { escalateAfterSchema } from '../../../shared/catalogue/schema.ts';
import { deadlineRuleSchema } from '../../../shared/clocks/schema.ts';
import { tellPlacesChanged } from '../../places.ts';
import { categoryAnswer, itemAnswer } from '../answers/places.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { byId, idsSchema, nameSchema, wordsSchema } from '../fields.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { changeAt, revSchema } from './guarded.ts';
import { createScope } from './scope.ts';

const category = z.object({ name: nameSchema, nameEn: z.string().trim().max(60), sort: z.number().int() });
const item = z.object({
  categoryId: z.string().max(64),
  name: nameSchema,
  nameEn: z.string().trim().max(60),
  keywords: wordsSchema,
  skills: wordsSchema,
  grade: z.enum(GRADES),
  urgent: z.boolean(),
  deadline: deadlineRuleSchema,
  escalateAfter: escalateAfterSchema.exactOptional(),
  departmentIds: idsSchema,
  sort: z.number().int(),
});

type Recorded = Parameters<typeof recordChange> extends [unknown, ...infer Rest] ? Rest : never;

/**
 * The two-level catalogue (R03), which all areas share. What is used is never deleted, only taken out of use.
 */
export function addCatalogueRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);
  const changing = { active: z.boolean(), rev: revSchema };

  router.add({
    method: 'get',
    path: '/api/admin/catalogue',
    summary: 'Categories and items, those out of use included',
    for: ['admin', 'leader'],
    answer: z.object({ categories: z.array(categoryAnswer), items: z.array(itemAnswer) }),
    handle: async () => ({
      categories: await models.categories.find().sort({ sort: 1 }).lean(),
      items: await models.items.find().sort({ categoryId: 1, sort: 1 }).lean(),
    }),
  });
  router.add({
    method: 'post',
    path: '/api/admin/categories',
    summary: 'Add a category',
    for: ['admin'],
    body: category,
    answer: categoryAnswer,
    status: 201,
    handle: async ({ body, member }) => {
      await scope.whole(member());
      const made = { ...body, _id: deps.newId(), active: true };
      await models.categories.create(made);
      await changedBy(member(), 'category_added', made._id, { name: body.name });
      return made;
    },
  });
  router.add({
    method: 'patch',
    path: '/api/admin/categories/:id',
    summary: 'Change a category',
    for: ['admin'],
    params: byId,
    body: category.extend(changing).partial(),
    answer: categoryAnswer,
    handle: async ({ params, body, member }) => {
      await scope.whole(member());
      const { rev, ...fields } = body;
      const changed = await changeAt(deps, models.categories, params.id, rev, { $set: fields });
      await changedBy(member(), 'category_changed', params.id, { name: changed.name, ...fields });
      return changed;
    },
  });
  router.add({
    method: 'post',
    path: '/api/admin/items',
    summary: 'Add an item to a category',
    for: ['admin'],
    body: item,
    answer: itemAnswer,
    status: 201,
    handle: async ({ body, member }) => {
      await scope.whole(member());
      await requireCategory(body.categoryId);
      await requireDepartments(body.departmentIds);
      const made = { ...body, _id: deps.newId(), active: true };
      await models.items.create(made);
      await nameInDepartments(made._id, body.departmentIds);
      await changedBy(member(), 'item_added', made._id, { name: body.name });
      return made;
    },
  });
  router.add({
    method: 'patch',
    path: '/api/admin/items/:id',
    summary: 'Change an item; clocks that run keep the rule they were started with',
    for: ['admin'],
    params: byId,
    body: item.extend(changing).partial(),
    answer: itemAnswer,
    handle: async ({ params, body, member }) => {
      await scope.whole(member());
      if (body.categoryId !== undefined) await requireCategory(body.categoryId);
      if (body.departmentIds !== undefined) await requireDepartments(body.departmentIds);
      const { rev, ...fields } = body;
      const changed = await changeAt(deps, models.items, params.id, rev, { $set: fields });
      await nameInDepartments(changed._id, body.departmentIds);
      await changedBy(member(), 'item_changed', params.id, { name: changed.name, ...fields });
      return changed;
    },
  });

  addOrderRoute('categories');
  addOrderRoute('items');

  /** The order in which residents and staff see them; those left out keep theirs. */
  function addOrderRoute(kind: 'categories' | 'items'): void {
    router.add({
      method: 'put',
      path: `/api/admin/${kind}/order`,
      summary: `Put ${kind} in an order`,
      for: ['admin'],
      body: z.object({ ids: idsSchema }),
      handle: async ({ body, member }) => {
        await scope.whole(member());
        const model = models[kind] as typeof models.categories;
        await model.bulkWrite(
          body.ids.map((_id, place) => ({
            updateOne: { filter: { _id }, update: { $set: { sort: place + 1 } } },
          })),
        );
        await changedBy(member(), `${kind}_ordered`, kind, { count: body.ids.length });
      },
    });
  }

  const changedBy = async (...[by, action, subject, details]: Recorded): Promise<void> => {
    await recordChange(deps, by, action, subject, details);
    tellPlacesChanged(deps.bus);
  };

  const requireCategory = async (_id: string): Promise<void> => {
    if (!(await models.categories.exists({ _id })))
      throw new HttpFault('unknown_item', { field: 'categoryId' });
  };

  const requireDepartments = async (ids: readonly string[]): Promise<void> => {
    const known = await models.departments.countDocuments({ _id: { $in: [...ids] } });
    if (known !== new Set(ids).size) throw new HttpFault('unknown_target', { field: 'departmentIds' });
  };

  /** An item names its departments and a department its items: both sides say the same. */
  const nameInDepartments = async (itemId: string, departmentIds: readonly string[] | undefined) => {
    if (!departmentIds) return;
    const ids = [...departmentIds];
    await models.departments.updateMany({ _id: { $in: ids } }, { $addToSet: { itemIds: itemId } });
    await models.departments.updateMany(
      { _id: { $nin: ids }, itemIds: itemId },
      { $pull: { itemIds: itemId } },
    );
  };
}
