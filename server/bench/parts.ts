import { chart } from './chart.ts';
import { city } from './city.ts';
import { claims } from './claims.ts';
import { coldStart } from './cold-start.ts';
import { engine } from './engine.ts';
import { firstView } from './first-view.ts';
import { imports } from './imports.ts';
import { joining } from './joining.ts';
import type { Sheet } from './kit/sheet.ts';
import { submissions } from './submissions.ts';
import { sustained } from './sustained.ts';
import { viewers } from './viewers.ts';

export interface Part {
  /** At the scale whose figures count. */
  readonly full: () => Promise<Sheet>;
  /** Small enough to see within seconds that everything works; its figures mean little. */
  readonly quick: () => Promise<Sheet>;
}

/** Every part by its letter, in the order they run. */
export const PARTS: Readonly<Record<string, Part>> = {
  a: {
    full: () => viewers(),
    quick: () => viewers({ viewers: [10], changes: 25, perSecond: 25 }),
  },
  b: {
    full: () => sustained(),
    quick: () => sustained({ viewers: 10, seconds: 1, rates: [100], workers: 5 }),
  },
  c: {
    full: () => joining(),
    quick: () => joining({ cards: [100], times: 3 }),
  },
  d: {
    full: () => claims(),
    quick: () => claims({ people: 20, rounds: 2 }),
  },
  e: {
    full: () => submissions(),
    quick: () => submissions({ clients: [4], seconds: 1 }),
  },
  f: {
    full: () => chart(),
    quick: () => chart({ ratings: 5000, months: 3, times: 5 }),
  },
  g: {
    full: () => imports(),
    quick: () => imports({ rows: 500 }),
  },
  h: {
    full: () => engine(),
    quick: () => engine({ seconds: 0.3, clients: [1, 4], documents: 500 }),
  },
  i: {
    full: () => coldStart(),
    quick: () => coldStart({ orders: 200, times: 1 }),
  },
  j: {
    full: () => firstView(),
    quick: () => firstView({ times: 1, cards: 20 }),
  },
  k: {
    full: () => city(),
    quick: () => city({ orders: 500, times: 2 }),
  },
};
