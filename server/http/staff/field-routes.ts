import { z } from 'zod';
import { instantOnDay, localDayNumber } from '../../../shared/calendar/zone.ts';
import { coversPath } from '../../access/actor.ts';
import { pathsAbove, readField } from '../../orders/field.ts';
import { readGranted } from '../../orders/granted.ts';
import { below } from '../../store/below.ts';
import { fieldAnswer, grantedAnswer } from '../answers/orders.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import type { Router } from '../route.ts';

const MOST_NAMED = 5;

/** The phone's lists, and today's figures at the top of the board. */
export function addFieldRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;

  router.add({
    method: 'get',
    path: '/api/field',
    summary: 'The phone’s lists: offered to me, the open pool, mine',
    for: 'members',
    answer: fieldAnswer,
    handle: async ({ member }) => await readField(models, member(), deps.rules.zone(), deps.now()),
  });

  router.add({
    method: 'get',
    path: '/api/field/granted',
    summary: 'Wishes I made come true, with the residents’ thanks',
    for: 'members',
    answer: grantedAnswer,
    handle: async ({ member }) => ({ wishes: await readGranted(models, member()) }),
  });

  router.add({
    method: 'get',
    path: '/api/today',
    summary: 'Today’s counts for the top of the board: taken in and finished, and who is on duty',
    for: 'members',
    query: z.object({ areaId: z.string().max(64) }),
    answer: z.object({ received: z.number(), finished: z.number(), onDuty: z.array(z.string()) }),
    handle: async ({ query, member }) => {
      const area = await models.areas.findById(query.areaId).lean();
      if (!area || !coversPath(member(), area.path)) throw new HttpFault('unknown_area', { field: 'areaId' });
      const zone = deps.rules.zone();
      const since = { $gte: instantOnDay(localDayNumber(deps.now(), zone), 0, zone) };
      const areaPath = below(area.path);
      const [received, finished, onDuty] = await Promise.all([
        models.orders.countDocuments({ areaPath, createdAt: since }),
        models.orders.countDocuments({ areaPath, status: { $in: ['done', 'closed'] }, doneAt: since }),
        models.members
          .find({
            active: true,
            onDuty: true,
            roles: 'officer',
            areaPaths: { $in: [area.path, ...pathsAbove(area.path)] },
          })
          .sort({ name: 1 })
          .limit(MOST_NAMED)
          .lean(),
      ]);
      return { received, finished, onDuty: onDuty.map((one) => one.name) };
    },
  });
}
