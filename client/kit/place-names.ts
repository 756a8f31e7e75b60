import { createMemo } from 'solid-js';
import { apartNames } from '../../shared/areas/apart.ts';
import type { Area } from '../../shared/areas/area.ts';
import { inTreeOrder } from '../../shared/areas/tree-order.ts';
import type { AreaId } from '../../shared/ids.ts';
import type { TreeNode } from '../ui/index.ts';
import type { DirectoryView } from './directory.ts';

type PlaceArea = Pick<Area, 'name' | 'level' | 'parentId'> & { readonly id: AreaId };

const asPlace = ({ _id, name, level, parentId }: Area): PlaceArea => ({ id: _id, name, level, parentId });

export interface PlaceNames {
  readonly areaName: (id: AreaId) => string;
  /** Its line in the tree of the areas; -1 for one that is not among them. */
  readonly areaRank: (id: AreaId) => number;
}

/** What a page calls the areas at and below `roots`, so that no two of them are called alike (U92). */
export function createPlaceNames(
  directory: Pick<DirectoryView, 'area' | 'areasBelow' | 'areaName'>,
  roots: () => readonly AreaId[],
): PlaceNames {
  const places = createMemo(() => {
    const areas = roots().flatMap((id) => {
      const root = directory.area(id);
      return root ? [root, ...directory.areasBelow(id)] : [];
    });
    return inTreeOrder([...new Map(areas.map((area) => [area._id, asPlace(area)])).values()]);
  });
  const names = createMemo(() => apartNames(places()));
  const ranks = createMemo(() => new Map(places().map(({ id }, rank) => [id, rank])));
  return {
    areaName: (id) => names().get(id) ?? directory.areaName(id),
    areaRank: (id) => ranks().get(id) ?? -1,
  };
}

/** Areas as a tree to choose from; one whose name is there more than once says beside it what it belongs to. */
export function areaNodes(areas: readonly PlaceArea[]): TreeNode[] {
  const names = apartNames(areas);
  const counts = new Map<string, number>();
  for (const { name } of areas) counts.set(name, (counts.get(name) ?? 0) + 1);
  return areas.map(({ id, name, parentId }) => {
    const above = names.get(id)?.slice(0, -` / ${name}`.length) ?? '';
    return {
      id,
      label: name,
      parentId,
      ...((counts.get(name) ?? 0) > 1 && above !== '' ? { hint: above } : {}),
    };
  });
}

/** The same of a member's directory: what is in use. */
export const directoryNodes = (directory: Pick<DirectoryView, 'data'>): TreeNode[] =>
  areaNodes((directory.data()?.areas ?? []).filter((area) => area.active).map(asPlace));
