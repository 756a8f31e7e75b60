import { DAY, HOUR, localTime, MINUTE } from '../shared/calendar/zone.ts';
import type { Item } from '../shared/catalogue/catalogue.ts';
import type { Instant } from '../shared/ids.ts';
import type { Channel, Kind } from '../shared/order/state.ts';
import { drawItem, inventWords } from './invent.ts';
import type { World } from './world.ts';

/** One request to come: when, where, what and how it reached the community. */
export interface Plan {
  readonly at: Instant;
  readonly areaId: string;
  readonly item: Item;
  readonly kind: Kind;
  readonly channel: Channel;
  readonly text: string;
  readonly address: string;
  readonly done: string;
  /** Steps that must not happen any more, so that the board of today shows every column. */
  readonly stopBefore?: 'dispatch' | 'claim' | 'arrive' | 'complete' | 'rate';
}

const CHANNELS: readonly (readonly [Channel, number])[] = [
  ['qr', 34],
  ['web', 14],
  ['phone', 16],
  ['hotline12345', 9],
  ['grid', 15],
  ['visit', 7],
  ['counter', 5],
];

/** Hour of the day by how often people write then. */
const HOURS: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 1],
  [5, 1],
  [6, 3],
  [7, 8],
  [8, 10],
  [9, 11],
  [10, 11],
  [11, 8],
  [12, 6],
  [13, 6],
  [14, 9],
  [15, 9],
  [16, 8],
  [17, 8],
  [18, 9],
  [19, 9],
  [20, 8],
  [21, 6],
  [22, 3],
  [23, 2],
];

/** A year of about `count` requests that ends now, in order of time. */
export function planYear(world: World, count: number): Plan[] {
  const perDay = count / 365;
  const plans: Plan[] = [];
  for (let day = 365; day >= 1; day -= 1) {
    const start = world.now - day * DAY;
    const today = Math.max(0, Math.round(world.random.normal(perDay, perDay / 4)));
    for (let i = 0; i < today; i += 1) plans.push(planOne(world, timeOfDay(world, start)));
  }
  return [...plans, ...recent(world)].sort((a, b) => a.at - b.at);
}

/** What lies on the board this very hour: minutes ago, item, and how far it has come. */
const RECENT: readonly (readonly [number, string, NonNullable<Plan['stopBefore']>])[] = [
  [2, 'parking', 'dispatch'],
  [8, 'lift', 'dispatch'],
  [19, 'noise', 'dispatch'],
  [34, 'litter', 'dispatch'],
  [55, 'papers', 'dispatch'],
  [26, 'gas', 'claim'],
  [48, 'cable', 'claim'],
  [64, 'wish', 'claim'],
  [95, 'wish', 'claim'],
  [150, 'pets', 'claim'],
  [52, 'lift', 'complete'],
  [118, 'fumes', 'complete'],
  [190, 'light', 'arrive'],
  [240, 'water', 'complete'],
  [300, 'fitness', 'complete'],
];

function recent(world: World): Plan[] {
  return RECENT.map(([minutes, itemId, stopBefore]) => ({
    ...planOne(world, world.now - minutes * MINUTE, itemId, 'tongyinli'),
    stopBefore,
  }));
}

function timeOfDay(world: World, dayStart: Instant): Instant {
  const { random } = world;
  const local = localTime(dayStart, world.zone);
  const midnight = dayStart - (local.hour * HOUR + local.minute * MINUTE);
  const at =
    midnight + DAY + random.weighted(HOURS) * HOUR + random.int(0, 59) * MINUTE + random.int(0, 59_999);
  return Math.min(at, world.now - 6 * HOUR);
}

function planOne(world: World, at: Instant, itemId?: string, communityId?: string): Plan {
  const { random } = world;
  const item =
    world.items.find((one) => one._id === itemId) ??
    drawItem(random, world.items, localTime(at, world.zone).month);
  const community = communityId ?? (random.chance(0.62) ? 'tongyinli' : 'liuan');
  const grids = [...world.areas.values()].filter(
    (area) => area.level === 'grid' && area.parentId === community && (!communityId || area.sort < 20),
  );
  const grid = random.maybe(grids);
  return {
    at,
    areaId: grid?._id ?? community,
    item,
    channel: random.weighted(CHANNELS),
    ...inventWords(random, item),
  };
}
