import type { Connection, Model } from 'mongoose';
import { importErrors, importProfiles, imports } from './collections/imports.ts';
import { commands, orderHistory, orders } from './collections/orders.ts';
import { credentials, departments, members, sessions, teams } from './collections/people.ts';
import { areas, calendarDays, categories, items } from './collections/places.ts';
import { areaMonths, ratingMonths, ratings } from './collections/ratings.ts';
import { audits, contacts, photos } from './collections/residents.ts';
import { yjsSnapshots, yjsUpdates } from './collections/rooms.ts';
import { counters, settings } from './collections/system.ts';
import type { CollectionSpec } from './define.ts';
import { isIndexNotFound } from './errors.ts';

const COLLECTIONS = {
  orders,
  orderHistory,
  commands,
  contacts,
  photos,
  audits,
  ratings,
  ratingMonths,
  areaMonths,
  counters,
  settings,
  areas,
  categories,
  items,
  calendarDays,
  departments,
  teams,
  members,
  credentials,
  sessions,
  yjsUpdates,
  yjsSnapshots,
  imports,
  importErrors,
  importProfiles,
} as const;

export type Models = {
  readonly [name in keyof typeof COLLECTIONS]: (typeof COLLECTIONS)[name] extends CollectionSpec<infer D>
    ? Model<D>
    : never;
};

/**
 * The models of one connection; two stores in one process have models of their own. With a `prefix`, the same models over a
 * second set of collections.
 */
export function bindModels(connection: Connection, prefix = ''): Models {
  const bound = Object.entries(COLLECTIONS).map(([name, spec]) => [name, spec.bind(connection, prefix)]);
  return Object.fromEntries(bound) as Models;
}

/**
 * Makes the collections and their indexes, then drops those that are retired: an index is changed by giving the new one a new
 * name, so that uniqueness is guarded all the time. Safe to run by several servers at once and at every start.
 * @throws when an index of the same name but another shape is there
 */
export async function ensureIndexes(models: Models): Promise<void> {
  for (const [name, { retired }] of Object.entries(COLLECTIONS)) {
    const model = models[name as keyof Models] as unknown as Model<unknown>;
    await model.createCollection();
    await model.createIndexes();
    await dropRetired(model, retired);
  }
}

async function dropRetired(model: Model<unknown>, retired: readonly string[]): Promise<void> {
  if (retired.length === 0) return;
  for (const { name } of await model.collection.indexes())
    if (name !== undefined && retired.includes(name)) await dropIndex(model, name);
}

/** Another server may have dropped it meanwhile. */
async function dropIndex(model: Model<unknown>, name: string): Promise<void> {
  try {
    await model.collection.dropIndex(name);
  } catch (error) {
    if (!isIndexNotFound(error)) throw error;
  }
}
