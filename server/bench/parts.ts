import type { Sheet } from './kit/sheet.ts';
import { viewers } from './viewers.ts';

/** Every part by its letter, in the order they run. */
export const PARTS: Readonly<Record<string, () => Promise<Sheet>>> = { a: () => viewers() };
