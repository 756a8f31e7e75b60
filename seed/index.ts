import type { Area } from '../shared/areas/area.ts';
import type { WorkCalendar, Zone } from '../shared/calendar/types.ts';
import { localTime } from '../shared/calendar/zone.ts';
import type { Category, Item } from '../shared/catalogue/catalogue.ts';
import { defaultCategories, defaultItems } from '../shared/catalogue/defaults.ts';
import type { Instant } from '../shared/ids.ts';
import type { OrderSettings } from '../shared/order/settings.ts';
import { type Life, live } from './life.ts';
import { type People, samplePeople } from './people.ts';
import { sampleAreas } from './places.ts';
import { planYear } from './plan.ts';
import { type Random, seededRandom } from './random.ts';
import type { World } from './world.ts';

export { drawItem, inventWords } from './invent.ts';
export { actorOf } from './life.ts';
export { SAMPLE } from './places.ts';
export { seededRandom } from './random.ts';
export type { Life, People, Random };

export interface SampleCommunity {
  readonly areas: readonly Area[];
  readonly categories: readonly Category[];
  readonly items: readonly Item[];
  readonly people: People;
}

/** A street with two communities, twelve grids and their household groups, 24 items, eight units, four teams, 40 members. */
export function sampleCommunity(): SampleCommunity {
  const areas = sampleAreas();
  const people = samplePeople(areas);
  const items = defaultItems().map((item) => ({
    ...item,
    departmentIds: people.departments
      .filter((unit) => unit.itemIds.includes(item._id))
      .map((unit) => unit._id),
  }));
  return { areas, categories: defaultCategories(), items, people };
}

export interface YearOptions {
  readonly seed: number;
  /** When the simulated year ends. */
  readonly now: Instant;
  readonly zone: Zone;
  readonly calendar: WorkCalendar;
  readonly settings: OrderSettings;
  readonly hash: (text: string) => string;
  readonly orders?: number;
}

/** Last number given out per community and year, as the counters must go on from. */
export type Counters = ReadonlyMap<string, number>;
export const counterKey = (communityId: string, year: number): string => `${communityId}:${year}`;

/** A year of orders, oldest first, made by decide and evolve alone. The same seed and `now` give the same year. */
export function sampleYear(
  community: SampleCommunity,
  options: YearOptions,
): { lives: Life[]; counters: Counters } {
  const counters = new Map<string, number>();
  const world: World = {
    random: seededRandom(options.seed),
    zone: options.zone,
    calendar: options.calendar,
    settings: options.settings,
    now: options.now,
    areas: new Map(community.areas.map((area) => [area._id, area])),
    items: community.items,
    people: community.people,
    hash: options.hash,
    nextNo: (area, at) => {
      const { year } = localTime(at, options.zone);
      const key = counterKey(area._id, year);
      const n = (counters.get(key) ?? 0) + 1;
      counters.set(key, n);
      return `${area.letters ?? ''}${String(year % 100).padStart(2, '0')}-${n}`;
    },
  };
  const lives = planYear(world, options.orders ?? 3000).map((plan) => live(world, plan));
  return { lives, counters };
}
