import { z } from 'zod';
import { type Area, childPath } from '../../shared/areas/area.ts';
import { defaultCategories, defaultItems } from '../../shared/catalogue/defaults.ts';
import { hashCode } from '../commands/codes.ts';
import { hashPassword } from '../sessions/passwords.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import type { Limits } from './limits.ts';
import type { Router } from './route.ts';
import { newPasswordSchema } from './session.ts';

const name = z.string().trim().min(1, 'text_empty').max(60);
export const lettersSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{1,4}$/, 'invalid');
export const usernameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,31}$/, 'invalid');

const place = z.object({ name, letters: lettersSchema });
const own = z.object({
  token: z.string().max(200),
  street: place,
  community: place,
  grids: z.number().int().min(0).max(60),
  admin: z.object({ username: usernameSchema, name, password: newPasswordSchema }),
});
const sample = z.object({ token: z.string().max(200), sample: z.literal(true), password: newPasswordSchema });

/** First run: the one-time link printed at the start creates the community and its first administrator (P40). */
export function addSetupRoutes(router: Router, deps: HttpDeps, limits: Limits): void {
  const { models } = deps.store;

  router.add({
    method: 'get',
    path: '/api/setup',
    summary: 'Whether a community has been set up',
    for: 'anyone',
    handle: async () => ({ done: (await models.members.exists({})) !== null }),
  });

  router.add({
    method: 'post',
    path: '/api/setup',
    summary: 'Create the community and its first administrator, or load the sample, with the one-time token',
    for: 'anyone',
    body: z.union([sample, own]),
    status: 201,
    handle: async ({ body, address }) => {
      await limits.check('unknownCodes', address);
      const used = await models.settings.findOneAndUpdate(
        { _id: 'setup', tokenHash: hashCode(body.token), usedAt: null },
        { $set: { usedAt: deps.now() } },
      );
      if (!used) {
        if (await models.members.exists({})) throw new HttpFault('already_set_up');
        await limits.take('unknownCodes', address);
        throw new HttpFault('forbidden');
      }
      try {
        if ('sample' in body) await deps.loadSample(body.password);
        else await createCommunity(deps, body);
      } catch (error) {
        // The link works once for success, not once for a try.
        await models.settings.updateOne({ _id: 'setup' }, { $set: { usedAt: null } });
        throw error;
      }
      return { done: true };
    },
  });
}

const GRID_FIGURES = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;

async function createCommunity(deps: HttpDeps, asked: z.infer<typeof own>): Promise<void> {
  const { models } = deps.store;
  if (asked.street.letters === asked.community.letters)
    throw new HttpFault('invalid', { field: 'community.letters' });
  const make = (
    one: Omit<Area, 'path' | 'communityId' | 'active' | '_id'>,
    parent: Area | null,
    id = deps.newId(),
  ): Area => ({
    ...one,
    _id: id,
    path: childPath(parent?.path ?? null, id),
    communityId: one.level === 'street' || one.level === 'community' ? id : (parent?.communityId ?? id),
    active: true,
  });
  const street = make({ ...asked.street, level: 'street', parentId: null, sort: 0 }, null);
  const community = make({ ...asked.community, level: 'community', parentId: street._id, sort: 1 }, street);
  const grids = Array.from({ length: asked.grids }, (_, i) =>
    make(
      {
        name: `${GRID_FIGURES[i] ?? String(i + 1)}网格`,
        level: 'grid',
        parentId: community._id,
        sort: i + 2,
      },
      community,
    ),
  );
  const { username, name: adminName, password } = asked.admin;
  const _id = deps.newId();
  await models.areas.insertMany([street, community, ...grids]);
  await models.categories.insertMany(defaultCategories());
  await models.items.insertMany(defaultItems());
  await models.credentials.create({ _id, passwordHash: await hashPassword(password), changedAt: deps.now() });
  await models.members.create({
    _id,
    username,
    name: adminName,
    roles: ['admin', 'officer'],
    areaIds: [street._id],
    areaPaths: [street.path],
    teamIds: [],
    skills: [],
    hours: [],
    onDuty: true,
    active: true,
    createdAt: deps.now(),
  });
}
