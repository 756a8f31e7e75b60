import type { Logger } from 'pino';
import { chineseCalendar } from '../shared/calendar/chinese-days.ts';
import { intlZone } from '../shared/calendar/intl-zone.ts';
import type { DayOverride, WorkCalendar } from '../shared/calendar/types.ts';
import { makeCalendar } from '../shared/calendar/work-calendar.ts';
import { DEFAULT_ORDER_SETTINGS, type OrderSettings } from '../shared/order/settings.ts';
import type { Bus, Rules } from './parts.ts';
import type { Store } from './store/connect.ts';

export interface LiveRules extends Rules {
  /** Contact data is removed this many days after its order closed. */
  contactDays(): number;
  /** Reads them again and tells every other server to do the same; called by whoever changed them. */
  changed(): Promise<void>;
  /** Reads them again here. */
  reload(): Promise<void>;
  close(): void;
}

const TOPIC = 'rules';
const DEFAULT_CONTACT_DAYS = 180;

interface Snapshot {
  readonly calendar: WorkCalendar;
  readonly settings: OrderSettings;
  readonly contactDays: number;
}

/**
 * The rules administrators may change, read once and again whenever a server changes them (S16). What an order's clocks
 * were started with stays on the order: a changed rule counts from the next start on.
 */
export async function createRules(parts: {
  readonly store: Pick<Store, 'models'>;
  readonly bus: Bus;
  readonly timeZone: string;
  readonly log: Logger;
}): Promise<LiveRules> {
  const { store, bus, log } = parts;
  const zone = intlZone(parts.timeZone);
  let current = await read(store);
  const reload = async (): Promise<void> => {
    current = await read(store);
  };
  const stop = bus.subscribe(TOPIC, () => {
    reload().catch((error: unknown) => log.warn({ err: error }, 'changed rules could not be read yet'));
  });
  return {
    zone: () => zone,
    calendar: () => current.calendar,
    settings: () => current.settings,
    contactDays: () => current.contactDays,
    reload,
    async changed() {
      await reload();
      bus.publish(TOPIC, null);
    },
    close: stop,
  };
}

async function read({ models }: Pick<Store, 'models'>): Promise<Snapshot> {
  const [rules, days] = await Promise.all([
    models.settings.findById('rules').lean(),
    models.calendarDays.find().lean(),
  ]);
  const corrections: Record<string, DayOverride> = {};
  for (const { _id, day } of days) corrections[_id] = day;
  const published = chineseCalendar(corrections);
  return {
    calendar: makeCalendar({
      ...published,
      week: rules?.week ?? published.week,
      makeUpDay: rules?.makeUpDay ?? published.makeUpDay,
      coveredYears: [...published.coveredYears, ...(rules?.confirmedYears ?? [])],
    }),
    settings: {
      ...DEFAULT_ORDER_SETTINGS,
      ...rules?.order,
      columnLimits: { ...DEFAULT_ORDER_SETTINGS.columnLimits, ...rules?.order?.columnLimits },
    },
    contactDays: rules?.contactDays ?? DEFAULT_CONTACT_DAYS,
  };
}
