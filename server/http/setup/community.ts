import { type Area, childPath } from '../../../shared/areas/area.ts';
import { defaultCategories, defaultItems } from '../../../shared/catalogue/defaults.ts';
import { hashPassword } from '../../sessions/passwords.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';

export interface FirstCommunity {
  readonly street: { readonly name: string; readonly letters: string };
  readonly community: { readonly name: string; readonly letters: string };
  /** How many grids the community begins with; they can be renamed and added to later. */
  readonly grids: number;
  readonly admin: { readonly username: string; readonly name: string; readonly password: string };
}

const FIGURES = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 1 to 99 as they are spoken: 七, 十, 十二, 二十, 三十五. */
function numeral(n: number): string {
  const tens = Math.floor(n / 10);
  const ones = FIGURES[n % 10] ?? '';
  if (tens === 0) return ones;
  return `${tens === 1 ? '' : (FIGURES[tens] ?? '')}十${ones}`;
}

/**
 * Makes a street, a community in it, its grids, the default catalogue and the first administrator. The administrator comes
 * last: until there is one, the set-up can be done again, and begins by removing what an earlier try left behind.
 */
export async function createCommunity(deps: HttpDeps, asked: FirstCommunity): Promise<void> {
  const { models } = deps.store;
  await removeEarlierTry(deps);
  const make = (one: Pick<Area, 'name' | 'level' | 'sort'> & { letters?: string }, above?: Area): Area => {
    const _id = deps.newId();
    return {
      ...one,
      _id,
      parentId: above?._id ?? null,
      path: childPath(above?.path ?? null, _id),
      communityId: one.level === 'grid' && above ? above._id : _id,
      active: true,
    };
  };
  const street = make({ ...asked.street, level: 'street', sort: 0 });
  const community = make({ ...asked.community, level: 'community', sort: 1 }, street);
  const grids = Array.from({ length: asked.grids }, (_, i) =>
    make({ name: `第${numeral(i + 1)}网格`, level: 'grid', sort: i + 2 }, community),
  );
  await models.areas.insertMany([street, community, ...grids]);
  await models.categories.insertMany(defaultCategories());
  await models.items.insertMany(defaultItems());

  const _id = deps.newId();
  const { username, name, password } = asked.admin;
  const passwordHash = await hashPassword(password);
  await models.credentials.create({ _id, passwordHash, changedAt: deps.now() });
  await models.members.create({
    _id,
    username,
    name,
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

async function removeEarlierTry({ store: { models } }: HttpDeps): Promise<void> {
  // With orders or people in it this is no half-made set-up.
  if ((await models.orders.exists({})) || (await models.members.exists({})))
    throw new HttpFault('already_set_up');
  for (const left of [models.areas, models.categories, models.items, models.credentials] as const) {
    await (left as typeof models.areas).deleteMany({});
  }
}
