import { chart } from './chart.ts';
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

/** Every part by its letter, in the order they run. */
export const PARTS: Readonly<Record<string, () => Promise<Sheet>>> = {
  a: () => viewers(),
  b: () => sustained(),
  c: () => joining(),
  d: () => claims(),
  e: () => submissions(),
  f: () => chart(),
  g: () => imports(),
  h: () => engine(),
  i: () => coldStart(),
  j: () => firstView(),
};
