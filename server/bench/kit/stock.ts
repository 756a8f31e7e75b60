import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { actorOf, counterKey, type Life, SAMPLE, sampleCommunity, sampleYear } from '../../../seed/index.ts';
import type { Area } from '../../../shared/areas/area.ts';
import { chineseCalendar } from '../../../shared/calendar/chinese-days.ts';
import { intlZone } from '../../../shared/calendar/intl-zone.ts';
import { makeCalendar } from '../../../shared/calendar/work-calendar.ts';
import { apply } from '../../../shared/order/apply.ts';
import type { Command } from '../../../shared/order/commands.ts';
import { decide } from '../../../shared/order/decide.ts';
import type { Order } from '../../../shared/order/order.ts';
import { DEFAULT_ORDER_SETTINGS } from '../../../shared/order/settings.ts';
import type { Member } from '../../../shared/people/member.ts';
import { toDocument } from '../../commands/document.ts';
import { connectStore, type Store } from '../../store/connect.ts';

export const zone = intlZone('Asia/Shanghai');
export const settings = DEFAULT_ORDER_SETTINGS;
export const calendar = makeCalendar(chineseCalendar({}));
export const freshId = (bytes = 9): string => randomBytes(bytes).toString('base64url');
export const quiet = pino({ level: 'silent' });
const BATCH = 1000;
const DAY_MS = 86_400_000;

/** A community with people who are signed in and orders that lie open, in a data directory of its own. */
export interface Stock {
  readonly dataDir: string;
  readonly areaId: string;
  /** `Cookie` headers, one of each member: officers watch, workers act. */
  readonly officers: readonly string[];
  readonly workers: readonly string[];
  /** Orders in the open pool, oldest first. */
  readonly orders: readonly Order[];
  remove(): Promise<void>;
}

export interface StockOptions {
  readonly officers?: number;
  readonly workers?: number;
  readonly open?: number;
}

export async function scratchDir(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'paidan-bench-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export const openStore = (dataDir: string): Promise<Store> =>
  connectStore({ mongodbUri: null, dataDir, log: quiet });

export async function layIn({ officers = 0, workers = 0, open = 0 }: StockOptions): Promise<Stock> {
  const { path: dataDir, remove } = await scratchDir();
  const store = await openStore(dataDir);
  try {
    const community = sampleCommunity();
    const { models } = store;
    await models.categories.insertMany([...community.categories]);
    await models.items.insertMany([...community.items]);
    const area = community.areas.find((one) => one._id === SAMPLE.firstCommunityId);
    const grid = community.areas.find((one) => one.parentId === SAMPLE.firstCommunityId);
    if (!area || !grid) throw new Error('the sample has no community');
    const watching = people('officer', officers, area);
    const working = people('worker', workers, area);
    await insertAll([...watching, ...working], (batch) => models.members.insertMany(batch));
    const cookies = await signInAll(store, [...watching, ...working]);
    const orders = openOrders(open, grid);
    await insertAll(orders, (batch) => insertOrders(store, batch));
    const year = new Date().getFullYear();
    await models.counters.create({ _id: counterKey(area._id, year), value: open });
    await models.areas.insertMany([...community.areas]);
    return {
      dataDir,
      areaId: area._id,
      officers: cookies.slice(0, officers),
      workers: cookies.slice(officers),
      orders,
      remove,
    };
  } finally {
    await store.close();
  }
}

export async function insertAll<T>(all: readonly T[], insert: (batch: T[]) => Promise<unknown>) {
  for (let i = 0; i < all.length; i += BATCH) await insert(all.slice(i, i + BATCH));
}

export const insertOrders = (store: Pick<Store, 'models'>, orders: readonly Order[]): Promise<unknown> => {
  const writtenAt = new Date();
  return store.models.orders.insertMany(orders.map((one) => ({ ...toDocument(one, settings), writtenAt })));
};

const people = (role: 'officer' | 'worker', count: number, area: Area): Member[] =>
  Array.from({ length: count }, (_, i) => ({
    _id: `${role}${i + 1}`,
    username: `${role}${i + 1}`,
    name: `${role === 'officer' ? '值班员' : '网格员'}${i + 1}`,
    roles: [role],
    areaIds: [area._id],
    areaPaths: [area.path],
    teamIds: [],
    skills: [],
    hours: [],
    onDuty: true,
    active: true,
  }));

/** Sessions made directly: two hundred password checks would take longer than what is measured. */
async function signInAll({ models }: Pick<Store, 'models'>, members: readonly Member[]): Promise<string[]> {
  const now = Date.now();
  const signed = members.map(({ _id }) => ({ memberId: _id, token: freshId(32) }));
  await insertAll(signed, (batch) =>
    models.sessions.insertMany(
      batch.map(({ memberId, token }) => ({
        _id: createHash('sha256').update(token).digest('base64url'),
        memberId,
        createdAt: now,
        expiresAt: new Date(now + DAY_MS / 2),
        userAgent: 'bench',
        address: '127.0.0.1',
      })),
    ),
  );
  return signed.map(({ token }) => `paidan_session=${token}`);
}

/** Submitted by residents and put in the open pool, by the ordinary rules. */
function openOrders(count: number, area: Area): Order[] {
  const { people: sample } = sampleCommunity();
  const officer = sample.members.find((member) => member.roles.includes('officer'));
  if (!officer) throw new Error('the sample has no officer');
  const year = String(new Date().getFullYear()).slice(-2);
  return Array.from({ length: count }, (_, i) => {
    const at = Date.now() - (count - i) * 1000;
    const context = { now: at, newId: freshId, zone, calendar, settings };
    const fresh = {
      orderId: freshId(),
      no: `TY${year}-${i + 1}`,
      reportId: freshId(),
      trackingHash: freshId(32),
      keyHash: freshId(32),
    };
    const step = (order: Order | null, command: object, more: object): Order => {
      const decision = decide(
        order,
        { id: freshId(), ...command } as Command,
        { ...context, ...more } as never,
      );
      if (!decision.ok) throw new Error(`the bench's order was refused: ${JSON.stringify(decision)}`);
      return { ...apply(order, decision).order, pending: [] };
    };
    const submitted = step(
      null,
      {
        type: 'submit',
        payload: { areaId: area._id, text: `${(i % 90) + 1}号楼${(i % 6) + 1}单元门前的路灯不亮` },
      },
      { actor: { kind: 'resident', reportId: null }, found: { area, item: null, fresh } },
    );
    return step(
      submitted,
      { type: 'dispatch', orderId: submitted._id, payload: { to: { pool: true } } },
      { actor: actorOf(officer), found: { target: { kind: 'pool' } } },
    );
  });
}

/**
 * A year of finished orders, made by the ordinary rules and then copied under fresh ids until there are `count`.
 * @returns the `Cookie` header of an officer of their first community
 */
export async function layInHistory(dataDir: string, count: number): Promise<string> {
  const store = await openStore(dataDir);
  try {
    const community = sampleCommunity();
    const year = { seed: 1, now: Date.now(), zone, calendar, settings, hash: () => freshId(32) };
    const { lives } = sampleYear(community, { ...year, orders: Math.min(count, 3000) });
    for (let i = 0; i < count; i += BATCH)
      await insertOrders(
        store,
        Array.from({ length: Math.min(BATCH, count - i) }, (_, n) => copyOf(lives, i + n)),
      );
    const { models } = store;
    await models.categories.insertMany([...community.categories]);
    await models.items.insertMany([...community.items]);
    await models.areas.insertMany([...community.areas]);
    const area = community.areas.find((one) => one._id === SAMPLE.firstCommunityId);
    if (!area) throw new Error('the sample has no community');
    const members = [...people('officer', 1, area), ...community.people.members];
    await models.members.insertMany(members);
    const [cookie = ''] = await signInAll(store, members.slice(0, 1));
    return cookie;
  } finally {
    await store.close();
  }
}

function copyOf(lives: readonly Life[], n: number): Order {
  const life = lives[n % lives.length];
  if (!life) throw new Error('the sample year is empty');
  const { order } = life;
  const reports = order.reports.map((report) => ({
    ...report,
    _id: freshId(),
    trackingHash: freshId(32),
    keyHash: freshId(32),
  }));
  return { ...order, _id: freshId(), no: `BX26-${n + 1}`, reports };
}
