import type { AreaId } from '../ids.ts';

interface Placed {
  readonly id: AreaId;
  readonly parentId: AreaId | null;
}

/** Areas as a tree lists them from the top down, brothers in the order given; one whose parent is missing is at the top. */
export function inTreeOrder<T extends Placed>(areas: readonly T[]): T[] {
  const known = new Set(areas.map((area) => area.id));
  const below = new Map<AreaId | null, T[]>();
  for (const area of areas) {
    const parent = area.parentId !== null && known.has(area.parentId) ? area.parentId : null;
    const brothers = below.get(parent);
    if (brothers) brothers.push(area);
    else below.set(parent, [area]);
  }
  const walk = (parent: AreaId | null): T[] =>
    (below.get(parent) ?? []).flatMap((area) => [area, ...walk(area.id)]);
  return walk(null);
}
