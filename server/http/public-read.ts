import { z } from 'zod';
import { apartNames } from '../../shared/areas/apart.ts';
import type { Status } from '../../shared/order/state.ts';
import type { PublicArea, PublicCatalogue } from '../../shared/protocol/dto.ts';
import type { Language } from '../../shared/texts/index.ts';
import { below } from '../store/below.ts';
import { publicAreasAnswer, publicCatalogueAnswer, siteAnswer } from './answers/places.ts';
import { wishesAnswer } from './answers/reports.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import { after, cursorSchema, cutPage } from './paging.ts';
import type { Router } from './route.ts';

const WISHES_PAGE = 20;
/** Declined wishes and those merged into others are not on the wall. */
const ON_THE_WALL: Status[] = ['new', 'dispatched', 'handling', 'done', 'closed'];

/** A name of the catalogue in the reader's language. */
export const nameIn = (
  language: Language,
  one: { readonly name: string; readonly nameEn: string },
): string => (language === 'en' && one.nameEn ? one.nameEn : one.name);

/** What anyone may read besides figures: areas, catalogue, hotlines, the wish wall. */
export function addPublicReadRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;

  router.add({
    method: 'get',
    path: '/api/public/areas',
    summary: 'Streets, communities, grids and household groups that are in use',
    for: 'anyone',
    answer: publicAreasAnswer,
    handle: async (): Promise<PublicArea[]> => {
      const areas = await models.areas.find({ active: true }).sort({ sort: 1, _id: 1 }).lean();
      return areas.map(({ _id, name, level, parentId }) => ({ id: _id, name, level, parentId }));
    },
  });

  router.add({
    method: 'get',
    path: '/api/public/site',
    summary:
      'What every public page shows: hotlines, the time zone, and for how many days contact data is kept',
    for: 'anyone',
    answer: siteAnswer,
    handle: async () => {
      const areas = await models.areas.find({ active: true }).sort({ sort: 1, _id: 1 }).lean();
      return {
        timeZone: deps.config.timeZone,
        contactDays: deps.rules.contactDays(),
        hotlines: areas.flatMap(({ _id, name, hotline }) =>
          hotline ? [{ areaId: _id, name, hotline }] : [],
        ),
      };
    },
  });

  router.add({
    method: 'get',
    path: '/api/public/catalogue',
    summary: 'Categories and their items, with the words that suggest them',
    for: 'anyone',
    answer: publicCatalogueAnswer,
    handle: async ({ language }): Promise<PublicCatalogue> => {
      const [categories, items] = await Promise.all([
        models.categories.find({ active: true }).sort({ sort: 1, _id: 1 }).lean(),
        models.items.find({ active: true }).sort({ sort: 1, _id: 1 }).lean(),
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
    path: '/api/public/wishes',
    summary: 'The wish wall, newest first',
    for: 'anyone',
    query: z.object({ areaId: z.string().max(64).optional(), cursor: cursorSchema }),
    answer: wishesAnswer,
    handle: async ({ query }) => {
      const areas = await models.areas.find().lean();
      const area = areas.find((one) => one._id === query.areaId);
      if (query.areaId !== undefined && !area) throw new HttpFault('unknown_area', { field: 'areaId' });
      // The wall of one community need not say its name with every wish.
      const shown = areas.filter((one) => one.path.startsWith(area?.path ?? '/'));
      const names = apartNames(shown.map(({ _id, ...one }) => ({ ...one, id: _id })));
      const found = await models.orders
        .find(
          {
            $and: [
              { kind: 'wish', status: { $in: ON_THE_WALL } },
              area ? { areaPath: below(area.path) } : {},
              after('createdAt', query.cursor),
            ],
          },
          { no: 1, title: 1, areaId: 1, status: 1, createdAt: 1 },
        )
        .sort({ createdAt: -1, _id: -1 })
        .limit(WISHES_PAGE + 1)
        .lean();
      const { page, nextCursor } = cutPage(found, WISHES_PAGE, (wish) => wish.createdAt);
      return {
        wishes: page.map((wish) => ({
          orderNo: wish.no,
          title: wish.title,
          areaName: names.get(wish.areaId) ?? '',
          status: wish.status,
          createdAt: wish.createdAt,
        })),
        nextCursor,
      };
    },
  });
}
