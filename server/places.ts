import type { Bus } from './parts.ts';

const TOPIC = 'places';

/** Says on every server that areas, units or the catalogue changed, so that boards and names are looked at again. */
export const tellPlacesChanged = (bus: Bus): void => bus.publish(TOPIC, null);

export const onPlacesChanged = (bus: Bus, listener: () => void): (() => void) =>
  bus.subscribe(TOPIC, () => listener());
