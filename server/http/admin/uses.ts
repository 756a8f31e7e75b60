import { z } from 'zod';
import { USED_THINGS, type Use, type UsedThing, type UseKind } from '../../../shared/protocol/admin.ts';
import { coversPath } from '../../access/actor.ts';
import { below } from '../../store/below.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import type { Router } from '../route.ts';
import { isInSight } from './scope.ts';

const NAMED = 5;
const OPEN = ['new', 'dispatched', 'handling'] as const;

const use = z.object({
  kind: z.string(),
  count: z.number(),
  names: z.array(z.string()),
  blocks: z.boolean(),
});

interface Question {
  readonly kind: UseKind;
  readonly of: 'orders' | 'areas' | 'members' | 'teams' | 'departments' | 'items';
  readonly filter: Readonly<Record<string, unknown>>;
  readonly blocks?: true;
}

/** What hangs on something before it is taken out of use: said first, so that nobody is surprised (P58). */
export function addUseRoute(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;

  router.add({
    method: 'get',
    path: '/api/admin/uses/:thing/:id',
    summary: 'What would be affected if this were taken out of use',
    for: ['admin'],
    params: z.object({ thing: z.enum(USED_THINGS), id: z.string().max(64) }),
    answer: z.object({ uses: z.array(use) }),
    handle: async ({ params: { thing, id }, member }) => {
      const found = await models[thing as 'areas'].findById(id).lean();
      if (!found) throw new HttpFault('not_found');
      const served = found as unknown as { readonly areaPaths?: readonly string[] };
      if (thing === 'areas' && !coversPath(member(), found.path)) throw new HttpFault('not_found');
      if (served.areaPaths && !isInSight(member(), { areaPaths: served.areaPaths }))
        throw new HttpFault('not_found');
      const answers = await Promise.all(questionsFor(thing, id, found.path).map(ask));
      return { uses: answers.filter((one) => one.count > 0) };
    },
  });

  const ask = async ({ kind, of, filter, blocks }: Question): Promise<Use> => {
    const model = models[of as 'members'];
    const [count, some] = await Promise.all([
      model.countDocuments(filter),
      model.find(filter, { name: 1, no: 1 }).limit(NAMED).lean<{ name?: string; no?: string }[]>(),
    ]);
    const names = some.map((one) => one.no ?? one.name ?? '');
    return { kind, count, names, blocks: blocks === true };
  };
}

function questionsFor(thing: UsedThing, id: string, path: string): readonly Question[] {
  const active = true;
  const offered = (field: string): Question => ({
    kind: 'offered_orders',
    of: 'orders',
    filter: { status: 'dispatched', [field]: id },
  });
  switch (thing) {
    case 'areas':
      return [
        {
          kind: 'open_orders',
          of: 'orders',
          filter: { areaPath: below(path), status: { $in: OPEN } },
          blocks: true,
        },
        { kind: 'areas_below', of: 'areas', filter: { parentId: id, active }, blocks: true },
        { kind: 'members', of: 'members', filter: { areaIds: id, active } },
        { kind: 'teams', of: 'teams', filter: { areaIds: id, active } },
        { kind: 'departments', of: 'departments', filter: { areaIds: id, active } },
      ];
    case 'departments':
      return [
        offered('offer.to.departmentId'),
        { kind: 'members', of: 'members', filter: { departmentId: id, active } },
        { kind: 'items', of: 'items', filter: { departmentIds: id, active } },
      ];
    case 'teams':
      return [
        offered('offer.to.teamId'),
        { kind: 'members', of: 'members', filter: { teamIds: id, active } },
      ];
    case 'members':
      return [
        offered('offer.to.memberId'),
        {
          kind: 'orders_in_hand',
          of: 'orders',
          filter: { 'holder.memberId': id, status: 'handling' },
        },
      ];
    case 'categories':
      return [{ kind: 'items', of: 'items', filter: { categoryId: id, active } }];
    case 'items':
      return [{ kind: 'open_orders', of: 'orders', filter: { itemId: id, status: { $in: OPEN } } }];
  }
}
