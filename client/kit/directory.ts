import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { Area } from '../../shared/areas/area.ts';
import type { Category, Item } from '../../shared/catalogue/catalogue.ts';
import type { AreaId, CategoryId, ItemId, MemberId } from '../../shared/ids.ts';
import type { Target } from '../../shared/order/state.ts';
import type { Directory, DirectoryMember } from '../../shared/protocol/dto.ts';
import { api } from './api.ts';
import { named } from './i18n.ts';
import { PATHS } from './paths.ts';
import { localStore, readJson, type TextStore, writeJson } from './storage.ts';

/** Who or what an order is offered to or held by, ready to be drawn. */
export interface Party {
  readonly id: string;
  readonly name: string;
  readonly kind: 'person' | 'unit';
}

/** Names behind ids, in the current language. An unknown id gives null and asks for the directory again. */
export interface DirectoryView {
  readonly data: Accessor<Directory | null>;
  readonly area: (id: AreaId) => Area | null;
  /** The name alone, and the path from below the community: "三网格". Empty when unknown. */
  readonly areaName: (id: AreaId) => string;
  readonly item: (id: ItemId | null) => Item | null;
  readonly itemName: (id: ItemId | null) => string;
  readonly category: (id: CategoryId | null) => Category | null;
  readonly categoryOf: (itemId: ItemId | null) => Category | null;
  readonly categoryName: (id: CategoryId | null) => string;
  readonly member: (id: MemberId) => DirectoryMember | null;
  readonly party: (kind: Exclude<Target['kind'], 'pool'>, id: string) => Party | null;
  readonly areasBelow: (id: AreaId) => readonly Area[];
  /** @throws ApiFault */
  readonly load: () => Promise<void>;
}

const KEY = 'directory';
/** An id we do not know may be brand new; we look again, but not more often than this. */
const LOOK_AGAIN_MS = 15_000;

export function createDirectory(
  memberId: string,
  store: TextStore = localStore,
  fetchIt: () => Promise<Directory> = () => api.get<Directory>(PATHS.directory),
): DirectoryView {
  const key = `m.${memberId}.${KEY}`;
  const [data, setData] = createSignal<Directory | null>(readJson<Directory>(store, key));
  const indexed = createMemo(() => {
    const current = data();
    return {
      areas: byId(current?.areas),
      items: byId(current?.items),
      categories: byId(current?.categories),
      members: byId(current?.members),
      teams: byId(current?.teams),
      departments: byId(current?.departments),
    };
  });
  let asked = 0;
  let loading: Promise<void> | null = null;

  const load = (): Promise<void> => {
    loading ??= fetchIt()
      .then((next) => {
        writeJson(store, key, next);
        setData(next);
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };
  const missing = (): null => {
    if (data() !== null && Date.now() - asked > LOOK_AGAIN_MS) {
      asked = Date.now();
      load().catch(() => undefined);
    }
    return null;
  };

  const area = (id: AreaId): Area | null => indexed().areas.get(id) ?? missing();
  const item = (id: ItemId | null): Item | null =>
    id === null ? null : (indexed().items.get(id) ?? missing());
  const category = (id: CategoryId | null): Category | null =>
    id === null ? null : (indexed().categories.get(id) ?? missing());
  const member = (id: MemberId): DirectoryMember | null => indexed().members.get(id) ?? missing();
  const categoryOf = (itemId: ItemId | null): Category | null => category(item(itemId)?.categoryId ?? null);

  return {
    data,
    area,
    areaName: (id) => area(id)?.name ?? '',
    item,
    itemName: (id) => nameOf(item(id)),
    category,
    categoryOf,
    categoryName: (id) => nameOf(category(id)),
    member,
    party: (kind, id) => {
      if (kind === 'member') return asParty(id, member(id)?.name, 'person');
      const units = kind === 'team' ? indexed().teams : indexed().departments;
      return asParty(id, units.get(id)?.name, 'unit');
    },
    areasBelow: (id) => {
      const path = area(id)?.path;
      if (path === undefined) return [];
      return (data()?.areas ?? []).filter((one) => one._id !== id && one.path.startsWith(path));
    },
    load,
  };
}

const byId = <T extends { readonly _id: string }>(list: readonly T[] | undefined): ReadonlyMap<string, T> =>
  new Map((list ?? []).map((one) => [one._id, one]));

const nameOf = (thing: { readonly name: string; readonly nameEn?: string } | null): string =>
  thing ? named(thing) : '';

const asParty = (id: string, name: string | undefined, kind: Party['kind']): Party | null =>
  name === undefined ? null : { id, name, kind };
