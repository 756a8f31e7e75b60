import { z } from 'zod';
import type { Area } from '../../shared/areas/area.ts';
import { monthsFromTo, parseMonthKey } from '../../shared/calendar/months.ts';
import type { PublicArea, PublicCatalogue } from '../../shared/protocol/dto.ts';
import type { Language } from '../../shared/texts/index.ts';
import { below, LEAST_SHOWN, monthlyRatings, rates, ratingsByCategory } from '../statistics/figures.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import type { Router } from './route.ts';

const month = z.string().refine((text) => parseMonthKey(text) !== undefined, 'invalid');
const MOST_MONTHS = 120;
const WISHES_PAGE = 20;

const period = z
  .object({ areaId: z.string().max(64), from: month, to: month })
  .refine(({ from, to }) => from <= to && monthsFromTo(from, to).length <= MOST_MONTHS, {
    path: ['to'],
    message: 'invalid',
  });

/** A level's name in the reader's language, for catalogue rows. */
export const nameIn = (
  language: Language,
  one: { readonly name: string; readonly nameEn: string },
): string => (language === 'en' && one.nameEn ? one.nameEn : one.name);

/** What anyone may read: areas, catalogue, figures with their n, the wish wall. */
export function addPublicReadRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;

  const areaOf = async (id: string): Promise<Area> => {
    const area = await models.areas.findById(id).lean();
    if (!area) throw new HttpFault('unknown_area', { field: 'areaId' });
    return area;
  };

  router.add({
    method: 'get',
    path: '/api/public/areas',
    summary: 'Streets, communities, grids and household groups that are in use',
    for: 'anyone',
    handle: async (): Promise<PublicArea[]> => {
      const areas = await models.areas.find({ active: true }).sort({ sort: 1 }).lean();
      return areas.map(({ _id, name, level, parentId }) => ({ id: _id, name, level, parentId }));
    },
  });

  router.add({
    method: 'get',
    path: '/api/public/site',
    summary: 'What every public page shows: name, hotlines, time zone',
    for: 'anyone',
    handle: async () => {
      const areas = await models.areas.find({ active: true, hotline: { $exists: true } }).lean();
      return {
        timeZone: deps.config.timeZone,
        hotlines: areas.map(({ _id, name, hotline }) => ({ areaId: _id, name, hotline })),
      };
    },
  });

  router.add({
    method: 'get',
    path: '/api/public/catalogue',
    summary: 'Categories and their items, with the words that suggest them',
    for: 'anyone',
    handle: async ({ language }): Promise<PublicCatalogue> => {
      const [categories, items] = await Promise.all([
        models.categories.find({ active: true }).sort({ sort: 1 }).lean(),
        models.items.find({ active: true }).sort({ sort: 1 }).lean(),
      ]);
      return {
        categories: categories.map((category) => ({
          id: category._id,
          name: nameIn(language, category),
          items: items
            .filter((item) => item.categoryId === category._id)
            .map((item) => ({
              id: item._id,
              name: nameIn(language, item),
              keywords: item.keywords,
              urgent: item.urgent,
              deadline: item.deadline,
            })),
        })),
      };
    },
  });

  router.add({
    method: 'get',
    path: '/api/public/statistics/ratings',
    summary: 'Means of speed, effect and attitude by month, for an area and everything below it',
    for: 'anyone',
    query: period,
    handle: async ({ query }) => ({
      months: await monthlyRatings(models, await areaOf(query.areaId), { from: query.from, to: query.to }),
    }),
  });

  router.add({
    method: 'get',
    path: '/api/public/statistics/rates',
    summary: 'Response, completion, solution and satisfaction as counts',
    for: 'anyone',
    query: period,
    handle: async ({ query }) => {
      const none = { count: 0, total: 0 };
      const row = await rates(models, await areaOf(query.areaId), query, deps.rules.zone());
      return row ?? { responded: none, completed: none, solved: none, satisfied: none };
    },
  });

  router.add({
    method: 'get',
    path: '/api/public/statistics/breakdown',
    summary: 'The same means by category or by the areas one level down; few ratings are withheld',
    for: 'anyone',
    query: z.intersection(period, z.object({ by: z.enum(['category', 'area']) })),
    handle: async ({ query, language }) => {
      const area = await areaOf(query.areaId);
      return {
        rows: query.by === 'category' ? await byCategory(area, query, language) : await byArea(area, query),
      };
    },
  });

  type Asked = z.infer<typeof period>;
  const byCategory = async (area: Area, asked: Asked, language: Language) => {
    const [rows, categories] = await Promise.all([
      ratingsByCategory(models, area, asked),
      models.categories.find().lean(),
    ]);
    const names = new Map(categories.map((one) => [one._id, nameIn(language, one)]));
    return rows.map(({ categoryId, n, ...row }) => ({
      ...row,
      n: n ?? 0,
      key: categoryId ?? '',
      name: names.get(categoryId ?? '') ?? (language === 'en' ? 'Not classified' : '未分类'),
    }));
  };
  const byArea = async (area: Area, asked: Asked) => {
    const children = await models.areas.find({ parentId: area._id, active: true }).sort({ sort: 1 }).lean();
    return await Promise.all(
      children.map(async (child) => {
        const total = await monthlyRatings(models, child, { from: asked.to, to: asked.to });
        const row = total[0];
        const withheld = row !== undefined && 'withheld' in row;
        const { n = 0, speed = null, effect = null, attitude = null } = row ?? {};
        return {
          key: child._id,
          name: child.name,
          n,
          speed,
          effect,
          attitude,
          withheld: withheld || (n > 0 && n < LEAST_SHOWN),
        };
      }),
    );
  };

  router.add({
    method: 'get',
    path: '/api/public/wishes',
    summary: 'The wish wall, newest first',
    for: 'anyone',
    query: z.object({ areaId: z.string().max(64).optional(), cursor: z.coerce.number().optional() }),
    handle: async ({ query }) => {
      const area = query.areaId === undefined ? null : await areaOf(query.areaId);
      const wishes = await models.orders
        .find({
          kind: 'wish',
          status: { $in: ['new', 'dispatched', 'handling', 'done', 'closed'] },
          ...(area ? { areaPath: below(area.path) } : {}),
          ...(query.cursor === undefined ? {} : { createdAt: { $lt: query.cursor } }),
        })
        .sort({ createdAt: -1 })
        .limit(WISHES_PAGE + 1)
        .lean();
      const names = new Map((await models.areas.find().lean()).map((one) => [one._id, one.name]));
      const page = wishes.slice(0, WISHES_PAGE);
      return {
        wishes: page.map((wish) => ({
          orderNo: wish.no,
          title: wish.title,
          areaName: names.get(wish.areaId) ?? '',
          status: wish.status,
          createdAt: wish.createdAt,
        })),
        nextCursor: wishes.length > WISHES_PAGE ? String(page.at(-1)?.createdAt ?? '') : null,
      };
    },
  });
}
