import { createContext, createMemo, onCleanup, useContext } from 'solid-js';
import type { Area } from '../../shared/areas/area.ts';
import type { Category, Item } from '../../shared/catalogue/catalogue.ts';
import type { Department, Team } from '../../shared/people/member.ts';
import type { AdminSelf } from '../../shared/protocol/admin.ts';
import { api } from '../kit/api.ts';
import { createLoaded, type Loaded } from '../kit/loaded.ts';
import { useStaff } from '../kit/staff.ts';
import { makeKeeper } from './kept.ts';
import { ADMIN } from './paths.ts';
import { t } from './words.ts';

export type UnitKind = 'teams' | 'departments';

/** A team or department with what only one of them has. */
export interface Unit extends Omit<Team, '_id' | 'skills'> {
  readonly _id: string;
  readonly skills?: Team['skills'];
  readonly itemIds?: Department['itemIds'];
  readonly phone?: string;
  /** Active members. */
  readonly members?: number;
}
export interface Catalogue {
  readonly categories: readonly Category[];
  readonly items: readonly Item[];
}
interface AreaNode {
  readonly id: string;
  readonly label: string;
  readonly parentId: string | null;
  readonly hint: string;
}

/** What the pages of the administration share: places, units and catalogue, kept up to date while others change them. */
export interface Office {
  readonly self: () => AdminSelf;
  readonly areas: Loaded<readonly Area[]>;
  readonly teams: Loaded<readonly Unit[]>;
  readonly departments: Loaded<readonly Unit[]>;
  readonly units: (kind: UnitKind) => Loaded<readonly Unit[]>;
  readonly catalogue: Loaded<Catalogue>;
  readonly area: (id: string) => Area | undefined;
  readonly areaName: (id: string) => string;
  /** With the community, where a grid's name alone says little: 桐荫里 三网格. */
  readonly areaPathName: (id: string) => string;
  /** Areas in use, for choosing. */
  readonly areaNodes: () => readonly AreaNode[];
}

export const OfficeContext = createContext<Office>();

/** @throws when used outside the administration */
export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (!office) throw new Error('useOffice needs the administration around it');
  return office;
}

export function createOffice(self: () => AdminSelf): Office {
  const { connection } = useStaff();
  const keepAreas = makeKeeper<Area>();
  const areas = createLoaded(async () => keepAreas((await api.get<{ areas: Area[] }>(ADMIN.areas)).areas));
  const unitsOf = (kind: UnitKind) => {
    const keep = makeKeeper<Unit>();
    return createLoaded(async () => keep((await api.get<Record<UnitKind, Unit[]>>(ADMIN.units(kind)))[kind]));
  };
  const teams = unitsOf('teams');
  const departments = unitsOf('departments');
  const keepCategories = makeKeeper<Category>();
  const keepItems = makeKeeper<Item>();
  const catalogue = createLoaded(async (): Promise<Catalogue> => {
    const { categories, items } = await api.get<Catalogue>(ADMIN.catalogue);
    return { categories: keepCategories(categories), items: keepItems(items) };
  });
  // A hello also comes when anybody changes places, units or the catalogue (P59).
  onCleanup(
    connection.onHello(() => {
      for (const one of [areas, teams, departments, catalogue]) void one.reload();
    }),
  );
  const byId = createMemo(() => new Map((areas.value() ?? []).map((area) => [area._id, area])));
  const area = (id: string): Area | undefined => byId().get(id);
  const areaName = (id: string): string => area(id)?.name ?? '';
  return {
    self,
    areas,
    teams,
    departments,
    units: (kind) => (kind === 'teams' ? teams : departments),
    catalogue,
    area,
    areaName,
    areaPathName: (id) => {
      const found = area(id);
      const needsPlace = found?.level === 'grid' || found?.level === 'group';
      const above = needsPlace ? areaName(found.parentId ?? '') : '';
      return above === '' ? areaName(id) : `${above} ${areaName(id)}`;
    },
    areaNodes: createMemo(() =>
      (areas.value() ?? [])
        .filter((one) => one.active)
        .toSorted((a, b) => a.sort - b.sort)
        .map((one) => ({
          id: one._id,
          label: one.name,
          parentId: one.parentId,
          hint: t().levels[one.level],
        })),
    ),
  };
}
