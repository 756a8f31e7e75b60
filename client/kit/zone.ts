import { type Accessor, createSignal } from 'solid-js';
import { intlZone, isZoneName } from '../../shared/calendar/intl-zone.ts';
import type { Zone } from '../../shared/calendar/types.ts';
import { api } from './api.ts';
import { PATHS } from './paths.ts';
import { localStore, type TextStore } from './storage.ts';

const KEY = 'zone';
const own = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const [name, setName] = createSignal(own());

/**
 * The community's time zone (reactive), which every time on every page is shown and typed in (U91): a deadline of 17:00 is
 * 17:00 on the wall of the station, also for whoever looks from elsewhere. The browser's own until the server has said.
 */
export const zone: Accessor<Zone> = () => intlZone(name());

/** Whether the reader's own clock shows another time just now, so that a box for a time has to say whose it means. */
export const isElsewhere = (now: number): boolean => zone().offsetAt(now) !== intlZone(own()).offsetAt(now);

/** Call once before the first render: begins with the zone known from the last visit and asks for today's. */
export async function startZone(
  store: TextStore = localStore,
  ask: () => Promise<{ readonly timeZone: string }> = () => api.get(PATHS.site),
): Promise<void> {
  const learn = (next: string | null): void => {
    if (next !== null && isZoneName(next)) setName(next);
  };
  learn(store.read(KEY));
  const { timeZone } = await ask();
  learn(timeZone);
  store.write(KEY, timeZone);
}
