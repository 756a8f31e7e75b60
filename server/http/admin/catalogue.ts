import { z } from 'zod';
import { GRADES } from '../../../shared/catalogue/catalogue.ts';
import { deadlineRuleSchema } from '../../../shared/clocks/schema.ts';
import { categoryAnswer, itemAnswer } from '../answers/places.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { byId, idsSchema, nameSchema } from '../fields.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { createScope } from './scope.ts';

const words = z.array(z.string().trim().min(1).max(30)).max(100);
const category = z.object({ name: nameSchema, nameEn: z.string().trim().max(60), sort: z.number().int() });
const item = z.object({
  categoryId: z.string().max(64),
  name: nameSchema,
  nameEn: z.string().trim().max(60),
  keywords: words,
  skills: words,
  grade: z.enum(GRADES),
  urgent: z.boolean(),
  deadline: deadlineRuleSchema,
  departmentIds: idsSchema,
  sort: z.number().int(),
});

/**
 * The two-level catalogue (R03), which all areas share. What is used is never deleted, only taken out of use.
 */
export function addCatalogueRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);
  const inUse = { active: z.boolean() };

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
      await recordChange(deps, member(), 'category_added', made._id, { name: body.name });
      return made;
    },
  });
  router.add({
    method: 'patch',
    path: '/api/admin/categories/:id',
    summary: 'Change a category',
    for: ['admin'],
    params: byId,
    body: category.extend(inUse).partial(),
    answer: categoryAnswer,
    handle: async ({ params, body, member }) => {
      await scope.whole(member());
      const changed = await models.categories
        .findByIdAndUpdate(params.id, { $set: body }, { returnDocument: 'after' })
        .lean();
      if (!changed) throw new HttpFault('not_found');
      await recordChange(deps, member(), 'category_changed', params.id, body);
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
      const made = { ...body, _id: deps.newId(), active: true };
      await models.items.create(made);
      await recordChange(deps, member(), 'item_added', made._id, { name: body.name });
      return made;
    },
  });
  router.add({
    method: 'patch',
    path: '/api/admin/items/:id',
    summary: 'Change an item; clocks that run keep the rule they were started with',
    for: ['admin'],
    params: byId,
    body: item.extend(inUse).partial(),
    answer: itemAnswer,
    handle: async ({ params, body, member }) => {
      await scope.whole(member());
      if (body.categoryId !== undefined) await requireCategory(body.categoryId);
      const changed = await models.items
        .findByIdAndUpdate(params.id, { $set: body }, { returnDocument: 'after' })
        .lean();
      if (!changed) throw new HttpFault('not_found');
      await recordChange(deps, member(), 'item_changed', params.id, body);
      return changed;
    },
  });

  const requireCategory = async (_id: string): Promise<void> => {
    if (!(await models.categories.exists({ _id })))
      throw new HttpFault('unknown_item', { field: 'categoryId' });
  };
}
