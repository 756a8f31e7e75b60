import { idsOnPath } from '../areas/area.ts';
import type { AreaId } from '../ids.ts';
import type { OrderState } from './state.ts';

/** The rule of an order or an event as a property: absent rather than undefined, as in histories from before there was one. */
export const escalationOf = ({ escalateAfterMinutes }: Pick<OrderState, 'escalateAfterMinutes'>) =>
  escalateAfterMinutes === undefined ? {} : { escalateAfterMinutes };

/**
 * The area one level above the one that is responsible for an order, null when that is the street. Read off the path of
 * where the matter is: whoever is responsible lies on it, and areas never move (P41).
 */
export function levelAbove({
  areaPath,
  levelAreaId,
}: Pick<OrderState, 'areaPath' | 'levelAreaId'>): AreaId | null {
  const ids = idsOnPath(areaPath);
  return ids[ids.indexOf(levelAreaId) - 1] ?? null;
}
