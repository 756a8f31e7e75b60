import { z } from 'zod';
import type { Area } from '../../shared/areas/area.ts';
import { monthsFromTo, parseMonthKey } from '../../shared/calendar/months.ts';
import type { Language } from '../../shared/texts/index.ts';
import { monthlyRatings, rates, ratingsByCategory, ratingsByPart } from '../statistics/figures.ts';
import { breakdownAnswer, monthsAnswer, ratesAnswer } from './answers/figures.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import { nameIn } from './public-read.ts';
import type { Router } from './route.ts';

const MOST_MONTHS = 120;
const month = z.string().refine((text) => parseMonthKey(text) !== undefined, 'bad_period');
const asked = { areaId: z.string().max(64), from: month, to: month };
/** Months that are none are told by their own fields. */
const inOrder = ({ from, to }: { readonly from: string; readonly to: string }): boolean =>
  !parseMonthKey(from) || !parseMonthKey(to) || (from <= to && monthsFromTo(from, to).length <= MOST_MONTHS);
const wrongOrder = { path: ['to'], message: 'bad_period' };
const period = z.object(asked).refine(inOrder, wrongOrder);
const monthly = z.object({ ...asked, categoryId: z.string().max(64).optional() }).refine(inOrder, wrongOrder);
const breakdown = z.object({ ...asked, by: z.enum(['category', 'area']) }).refine(inOrder, wrongOrder);

/** The figures anyone may read, each with its n (R3, R4, R5). */
export function addFigureRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;

  const areaOf = async (id: string): Promise<Area> => {
    const area = await models.areas.findById(id).lean();
    if (!area) throw new HttpFault('unknown_area', { field: 'areaId' });
    return area;
  };

  router.add({
    method: 'get',
    path: '/api/public/statistics/ratings',
    summary:
      'Means of speed, effect and attitude by month, for an area and everything below it, or one category of it',
    for: 'anyone',
    query: monthly,
    answer: monthsAnswer,
    handle: async ({ query }) => ({
      months: await monthlyRatings(models, await areaOf(query.areaId), query, query.categoryId),
    }),
  });

  router.add({
    method: 'get',
    path: '/api/public/statistics/rates',
    summary: 'Response, completion, solution and satisfaction as counts',
    for: 'anyone',
    query: period,
    answer: ratesAnswer,
    handle: async ({ query }) => {
      const none = { count: 0, total: 0 };
      const row = await rates(models, await areaOf(query.areaId), query, deps.rules.zone());
      return row ?? { responded: none, completed: none, solved: none, satisfied: none };
    },
  });

  router.add({
    method: 'get',
    path: '/api/public/statistics/breakdown',
    summary:
      'The means of the whole period by category or by the areas one level down; few ratings are withheld',
    for: 'anyone',
    query: breakdown,
    answer: breakdownAnswer,
    handle: async ({ query, language }) => {
      const area = await areaOf(query.areaId);
      const rows =
        query.by === 'category' ? await byCategory(area, query, language) : await byArea(area, query);
      return { rows };
    },
  });

  type Asked = z.infer<typeof period>;
  const byCategory = async (area: Area, query: Asked, language: Language) => {
    const [rows, categories] = await Promise.all([
      ratingsByCategory(models, area, query),
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

  const byArea = async (area: Area, query: Asked) => {
    const rows = await ratingsByPart(models, area, query);
    return rows.map(({ areaId: key, ...row }) => ({ ...row, key }));
  };
}
