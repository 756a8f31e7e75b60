import { z } from 'zod';
import { AREA_LEVELS, type Area } from '../../../shared/areas/area.ts';
import { type Category, GRADES, type Item } from '../../../shared/catalogue/catalogue.ts';
import { escalateAfterSchema } from '../../../shared/catalogue/schema.ts';
import { deadlineRuleSchema } from '../../../shared/clocks/schema.ts';
import type { PublicArea, PublicCatalogue } from '../../../shared/protocol/dto.ts';

const words = z.array(z.string());

export const areaAnswer: z.ZodType<Area> = z.object({
  _id: z.string(),
  name: z.string(),
  level: z.enum(AREA_LEVELS),
  parentId: z.string().nullable(),
  path: z.string(),
  communityId: z.string(),
  letters: z.string().exactOptional(),
  hotline: z.string().exactOptional(),
  sort: z.number(),
  active: z.boolean(),
  rev: z.number().exactOptional(),
});

export const categoryAnswer: z.ZodType<Category> = z.object({
  _id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  sort: z.number(),
  active: z.boolean(),
  rev: z.number().exactOptional(),
});

export const itemAnswer: z.ZodType<Item> = z.object({
  _id: z.string(),
  categoryId: z.string(),
  name: z.string(),
  nameEn: z.string(),
  keywords: words,
  skills: words,
  grade: z.enum(GRADES),
  urgent: z.boolean(),
  deadline: deadlineRuleSchema,
  escalateAfter: escalateAfterSchema.exactOptional(),
  departmentIds: words,
  sort: z.number(),
  active: z.boolean(),
  rev: z.number().exactOptional(),
});

export const publicAreasAnswer: z.ZodType<PublicArea[]> = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    level: z.enum(AREA_LEVELS),
    parentId: z.string().nullable(),
  }),
);

export const publicCatalogueAnswer: z.ZodType<PublicCatalogue> = z.object({
  categories: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      items: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          keywords: words,
          urgent: z.boolean(),
          deadline: deadlineRuleSchema,
        }),
      ),
    }),
  ),
});

export const siteAnswer = z.object({
  timeZone: z.string(),
  contactDays: z.number(),
  hotlines: z.array(z.object({ areaId: z.string(), name: z.string(), hotline: z.string() })),
});
