import type { Area } from '../shared/areas/area.ts';
import type { WorkCalendar, Zone } from '../shared/calendar/types.ts';
import type { Item } from '../shared/catalogue/catalogue.ts';
import type { Instant } from '../shared/ids.ts';
import type { OrderSettings } from '../shared/order/settings.ts';
import type { Member } from '../shared/people/member.ts';
import type { People } from './people.ts';
import type { Random } from './random.ts';

/** Everything a sample order can refer to. Time is simulated: `now` is when the sample ends, not when a step happens. */
export interface World {
  readonly random: Random;
  readonly zone: Zone;
  readonly calendar: WorkCalendar;
  readonly settings: OrderSettings;
  readonly now: Instant;
  readonly areas: ReadonlyMap<string, Area>;
  readonly items: readonly Item[];
  readonly people: People;
  /** One-way hash of a code, as the server stores it. */
  readonly hash: (text: string) => string;
  /** The next order number of a community in a year. */
  readonly nextNo: (area: Area, at: Instant) => string;
}

export const withRole = (world: World, role: Member['roles'][number]): Member[] =>
  world.people.members.filter((member) => member.roles.includes(role));

/** Members of a role whose area contains the path, or lies on it. */
export const serving = (world: World, role: Member['roles'][number], areaPath: string): Member[] =>
  withRole(world, role).filter((member) => member.areaPaths.some((path) => areaPath.startsWith(path)));
