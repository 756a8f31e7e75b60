import { z } from 'zod';
import { spansSchema } from '../../../shared/calendar/schema.ts';
import { OFFICE_WEEK } from '../../../shared/calendar/work-calendar.ts';
import { escalationMinutesSchema } from '../../../shared/catalogue/schema.ts';
import type { RulesAnswer } from '../../../shared/protocol/admin.ts';
import type { HttpDeps } from '../deps.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { putAt, revSchema } from './guarded.ts';
import { createScope } from './scope.ts';

const limit = z.number().int().min(1).max(10_000).nullable();
const minutes = z.number().int().min(1).max(1440);
const days = z.number().int().min(1).max(3650);
const orderSettings = z
  .object({
    urgentMinutes: minutes,
    leaseGraceMinutes: minutes,
    undoMinutes: minutes,
    closeAfterDays: days,
    rateAfterCloseDays: days,
    columnLimits: z.object({ new: limit, dispatched: limit, handling: limit, done: limit }),
    memberLimit: limit,
    warnShare: z.number().min(0.05).max(0.5),
    escalateAfterMinutes: escalationMinutesSchema.nullable(),
    escalateAfterReturns: z.int().min(1).max(20).nullable(),
  })
  .partial();

/** Clock rules, working hours and limits (C, P44). */
export function addRulesRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);

  router.add({
    method: 'get',
    path: '/api/admin/rules',
    summary: 'Settings and working hours',
    for: ['admin', 'leader'],
    handle: async (): Promise<RulesAnswer> => {
      const stored = await models.settings.findById('rules').lean();
      return {
        settings: deps.rules.settings(),
        week: stored?.week ?? OFFICE_WEEK.week,
        makeUpDay: stored?.makeUpDay ?? OFFICE_WEEK.makeUpDay,
        contactDays: deps.rules.contactDays(),
        rev: stored?.rev ?? 0,
      };
    },
  });

  router.add({
    method: 'patch',
    path: '/api/admin/rules',
    summary: 'Change settings and working hours; running clocks keep theirs',
    for: ['admin'],
    body: z.object({
      order: orderSettings.optional(),
      week: z.array(spansSchema).length(7).optional(),
      makeUpDay: spansSchema.optional(),
      contactDays: days.optional(),
      rev: revSchema,
    }),
    handle: async ({ body, member }) => {
      await scope.whole(member());
      const { order, rev, ...rest } = body;
      const fields = Object.entries(order ?? {}).map(([key, value]) => [`order.${key}`, value]);
      const $set = { ...rest, ...Object.fromEntries(fields) } as Record<string, unknown>;
      if (Object.keys($set).length > 0) await putAt(deps, models.settings, 'rules', rev, $set);
      await deps.rules.changed();
      await recordChange(deps, member(), 'rules_changed', 'rules', { ...order, ...rest });
      return { settings: deps.rules.settings() };
    },
  });
}
