import { type Area, isWithin } from '../../shared/areas/area.ts';
import type { Category, Item } from '../../shared/catalogue/catalogue.ts';
import type { CategoryId } from '../../shared/ids.ts';
import { CHANNELS, type Channel } from '../../shared/order/state.ts';
import type { ImportSettings } from '../../shared/protocol/imports.ts';
import type { Models } from '../store/models.ts';
import type { Letter } from './letter.ts';

/** Where a letter belongs and how it came in, in our own words. */
export interface Place {
  readonly area: Area;
  /** The letter names an area that is not one of this community. */
  readonly unplaced: boolean;
  readonly categoryId: CategoryId | null;
  readonly item: Item | null;
  readonly itemName: string;
  readonly channel: Channel;
}
export type Placer = (letter: Pick<Letter, 'area' | 'item' | 'channel'>) => Place;

/** Words for channels as ticket files use them; the first that is contained counts. */
const CHANNEL_WORDS: readonly (readonly [word: string, channel: Channel])[] = [
  ['12345', 'hotline12345'],
  ['热线', 'hotline12345'],
  ['扫码', 'qr'],
  ['二维码', 'qr'],
  ['电话', 'phone'],
  ['来电', 'phone'],
  ['网格', 'grid'],
  ['走访', 'visit'],
  ['窗口', 'counter'],
  ['来访', 'counter'],
  ['议事', 'council'],
  ['网', 'web'],
  ['微信', 'web'],
  ['app', 'web'],
];

const norm = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();

/** Reads the areas of a community and the catalogue once, and places letters by the names they use. */
export async function makePlacer(models: Models, settings: ImportSettings): Promise<Placer | null> {
  const usual = await models.areas.findById(settings.areaId).lean<Area | null>();
  if (!usual) return null;
  const [areas, categories, items] = await Promise.all([
    models.areas.find({ communityId: usual.communityId, active: true }).lean<Area[]>(),
    models.categories.find().lean<Category[]>(),
    models.items.find().lean<Item[]>(),
  ]);
  const place = areaFinder(areas);
  const classify = classifier(categories, items);
  return (letter) => {
    const found = letter.area === '' ? null : place(letter.area);
    return {
      area: found ?? usual,
      unplaced: letter.area !== '' && found === null,
      channel: channelOf(letter.channel) ?? settings.channel,
      ...classify(letter.item),
    };
  };
}

/**
 * An area by its name, or by a longer one that contains it, as in `柳湾街道北里社区第一网格`: the deepest that is named there.
 * A name that two areas bear says nothing.
 */
function areaFinder(areas: readonly Area[]): (name: string) => Area | null {
  const known = new Map<string, Area | null>();
  return (name) => {
    const wanted = norm(name);
    const before = known.get(wanted);
    if (before !== undefined) return before;
    const exact = areas.filter((area) => norm(area.name) === wanted);
    const contained = areas.filter((area) => wanted.includes(norm(area.name)));
    const named = exact.length > 0 ? exact : contained;
    const deepest = named.filter(
      (one) => !named.some((other) => other !== one && isWithin(other.path, one.path)),
    );
    const found = deepest.length === 1 ? (deepest[0] ?? null) : null;
    // Names come from the file: a hostile one could hold a million different ones.
    if (known.size < 10_000) known.set(wanted, found);
    return found;
  };
}

function classifier(categories: readonly Category[], items: readonly Item[]) {
  // Of two that bear one name the one in use counts: later entries of a Map win.
  const byUse = items.toSorted((a, b) => Number(a.active) - Number(b.active));
  const itemOf = new Map(
    byUse.flatMap((item) => [item.name, item.nameEn].map((name) => [norm(name), item] as const)),
  );
  const categoryOf = new Map(
    categories.flatMap((one) => [one.name, one.nameEn].map((name) => [norm(name), one] as const)),
  );
  return (name: string) => {
    // `城市管理/路灯` and `城市管理>路灯` end with what matters most.
    const parts = [name, ...name.split(/[/>＞、]|--/).toReversed()].map(norm).filter((part) => part !== '');
    const item = parts.map((part) => itemOf.get(part)).find((one) => one !== undefined);
    const category = parts.map((part) => categoryOf.get(part)).find((one) => one !== undefined);
    return {
      item: item ?? null,
      categoryId: item?.categoryId ?? category?._id ?? null,
      itemName: item?.name ?? category?.name ?? '',
    };
  };
}

function channelOf(name: string): Channel | null {
  if (name === '') return null;
  const said = norm(name);
  const own = CHANNELS.find((channel) => channel === said);
  return own ?? CHANNEL_WORDS.find(([word]) => said.includes(word))?.[1] ?? null;
}
