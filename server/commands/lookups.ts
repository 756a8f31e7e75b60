import type { AreaId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/order/actor.ts';
import type { Command, DispatchTo } from '../../shared/order/commands.ts';
import type { Found } from '../../shared/order/context.ts';
import type { Order } from '../../shared/order/order.ts';
import type { OrderSettings } from '../../shared/order/settings.ts';
import type { Column, Target } from '../../shared/order/state.ts';
import type { Models } from '../store/models.ts';
import { loadOrder, toOrder } from './load.ts';

/** Merges of merges are followed this far; more would be a chain nobody made by hand. */
const MOST_HOPS = 20;

/** The documents that `decide` will want for this command, and no others (S3). */
export async function lookUp(
  models: Models,
  actor: Actor,
  command: Command,
  order: Order | null,
  settings: OrderSettings,
): Promise<Found> {
  switch (command.type) {
    case 'submit': {
      const { areaId, itemId } = command.payload;
      const [area, item] = await Promise.all([findArea(models, areaId), findItem(models, itemId)]);
      return { area, item };
    }
    case 'dispatch': {
      const [target, load] = await Promise.all([
        findTarget(models, command.payload.to),
        findLoad(models, actor, order, settings, 'dispatched'),
      ]);
      return { target, ...load };
    }
    case 'claim':
      return await findLoad(models, actor, order, settings, 'handling');
    case 'sort': {
      const { areaId, itemId } = command.payload;
      return {
        ...(areaId === undefined ? {} : { area: await findArea(models, areaId) }),
        ...(itemId ? { item: await findItem(models, itemId) } : {}),
      };
    }
    case 'merge':
      return { survivor: await findOrder(models, command.payload.intoId) };
    case 'rate':
    case 'callback':
      return order?.mergedInto ? { survivor: await findSurvivor(models, order) } : {};
    case 'arrive':
    case 'feedback':
    case 'complete':
    case 'return':
    case 'decline':
    case 'escalate':
    case 'extend':
    case 'approve':
    case 'urge':
    case 'unmerge':
    case 'reopen':
    case 'close':
    case 'undo':
    case 'release':
    case 'adopt':
    case 'give_up':
    case 'note_rated':
    case 'tick':
      return {};
  }
}

const findArea = (models: Models, id: AreaId) => models.areas.findById(id).lean();
const findItem = async (models: Models, id: string | undefined) =>
  id === undefined ? null : await models.items.findById(id).lean();

async function findOrder(models: Models, id: string): Promise<Order | null> {
  const found = await loadOrder(models, id);
  return found && toOrder(found);
}

/** Where the reports of a merged order are worked on now. */
export async function findSurvivor(models: Models, order: Order): Promise<Order | null> {
  const seen = new Set([order._id]);
  let at: Order | null = order;
  while (at?.mergedInto && seen.size < MOST_HOPS) {
    if (seen.has(at.mergedInto)) return null;
    seen.add(at.mergedInto);
    at = await findOrder(models, at.mergedInto);
  }
  return at;
}

async function findTarget(models: Models, to: DispatchTo): Promise<Target | null> {
  if ('pool' in to) return { kind: 'pool' };
  if ('memberId' in to) {
    const found = await models.members.findOne({ _id: to.memberId, active: true }).lean();
    return found && { kind: 'member', memberId: found._id, name: found.name };
  }
  if ('teamId' in to) {
    const found = await models.teams.findOne({ _id: to.teamId, active: true }).lean();
    return found && { kind: 'team', teamId: found._id, name: found.name };
  }
  const found = await models.departments.findOne({ _id: to.departmentId, active: true }).lean();
  return found && { kind: 'department', departmentId: found._id, name: found.name };
}

/** Counted only where a limit is on: without limits a claim reads nothing but its order. */
async function findLoad(
  models: Models,
  actor: Actor,
  order: Order | null,
  settings: OrderSettings,
  column: Column,
): Promise<Pick<Found, 'load'>> {
  const wantsMember = column === 'handling' && settings.memberLimit !== null && actor.kind === 'member';
  if (!order || (settings.columnLimits[column] === null && !wantsMember)) return {};
  const [inColumn, withMember] = await Promise.all([
    models.orders.countDocuments({ communityId: order.communityId, status: column }),
    wantsMember
      ? models.orders.countDocuments({ 'holder.memberId': actor.memberId, status: 'handling' })
      : Promise.resolve(0),
  ]);
  return { load: { column: inColumn, member: withMember } };
}
