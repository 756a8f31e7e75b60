import type { Area } from '../../shared/areas/area.ts';
import type { AreaId } from '../../shared/ids.ts';
import { below } from './below.ts';
import type { Models } from './models.ts';

/** Where orders are, as the indexes of the ledger begin: whole communities, or single areas. */
export type Placed =
  | { readonly communityId: { readonly $in: readonly AreaId[] } }
  | { readonly areaId: { readonly $in: readonly AreaId[] } };

/** A filter for the orders of an area and everything below it. */
export async function placedWithin(models: Models, area: Pick<Area, 'path' | 'level'>): Promise<Placed> {
  const inside = await models.areas
    .find({ path: below(area.path) }, { communityId: 1 })
    .lean<Pick<Area, '_id' | 'communityId'>[]>();
  return area.level === 'street' || area.level === 'community'
    ? { communityId: { $in: [...new Set(inside.map((one) => one.communityId))] } }
    : { areaId: { $in: inside.map((one) => one._id) } };
}
