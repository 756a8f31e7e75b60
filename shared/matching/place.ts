import { isWithin } from '../areas/area.ts';
import type { OrderState } from '../order/state.ts';

/** How near somebody's areas are to the matter, nearest first. */
export type Place = 'own_grid' | 'own_community' | 'neighbour_area';

/**
 * The nearest of somebody's areas (M3): its own grid or household group; its whole community (or, where the matter
 * belongs to no grid, any part of it); another part of the same street. Null for another street.
 */
export function placeOf(
  areaPaths: readonly string[],
  order: Pick<OrderState, 'areaPath' | 'communityId'>,
): Place | null {
  const community = communityPath(order);
  const containing = areaPaths.filter((path) => isWithin(order.areaPath, path));
  if (containing.some((path) => path !== community && isWithin(path, community))) return 'own_grid';
  if (containing.length > 0) return 'own_community';
  if (order.areaPath === community && areaPaths.some((path) => isWithin(path, community)))
    return 'own_community';
  const street = `/${order.areaPath.split('/')[1] ?? ''}/`;
  return areaPaths.some((path) => isWithin(path, street)) ? 'neighbour_area' : null;
}

/** The order's path down to its community; the whole path where the community is not on it. */
function communityPath({ areaPath, communityId }: Pick<OrderState, 'areaPath' | 'communityId'>): string {
  const mark = `/${communityId}/`;
  const end = areaPath.indexOf(mark);
  return end < 0 ? areaPath : areaPath.slice(0, end + mark.length);
}
