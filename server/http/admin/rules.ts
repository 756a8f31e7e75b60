import { z } from 'zod';
import { chineseCalendar } from '../../../shared/calendar/chinese-days.ts';
import { civilDateSchema, dayOverrideSchema, spansSchema } from '../../../shared/calendar/schema.ts';
import { localTime } from '../../../shared/calendar/zone.ts';
import type { HttpDeps } from '../deps.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
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
  })
  .partial();

/** Clock rules, working hours, holidays and limits (C, P44). */
export function addRulesRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);

  router.add({
    method: 'get',
    path: '/api/admin/rules',
    summary: 'Settings, working hours, days corrected by hand, and which years’ holidays are known',
    for: ['admin', 'leader'],
    handle: async () => {
      const [stored, corrected] = await Promise.all([
        models.settings.findById('rules').lean(),
        models.calendarDays.find().sort({ _id: 1 }).lean(),
      ]);
      const published = chineseCalendar();
      const { year } = localTime(deps.now(), deps.rules.zone());
      const uncoveredYears = [year, year + 1].filter((one) => !published.coveredYears.includes(one));
      return {
        settings: deps.rules.settings(),
        week: stored?.week ?? published.week,
        makeUpDay: stored?.makeUpDay ?? published.makeUpDay,
        contactDays: deps.rules.contactDays(),
        days: corrected.map(({ _id, day, note }) => ({ date: _id, day, note })),
        published: published.published,
        coveredYears: published.coveredYears,
        uncoveredYears,
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
    }),
    handle: async ({ body, member }) => {
      await scope.whole(member());
      const { order, ...rest } = body;
      const fields = Object.entries(order ?? {}).map(([key, value]) => [`order.${key}`, value]);
      const $set = { ...rest, ...Object.fromEntries(fields) } as Record<string, unknown>;
      if (Object.keys($set).length > 0)
        await models.settings.updateOne({ _id: 'rules' }, { $set }, { upsert: true });
      await deps.rules.changed();
      await recordChange(deps, member(), 'rules_changed', 'rules', body);
      return { settings: deps.rules.settings() };
    },
  });

  const byDate = z.object({ date: civilDateSchema });
  router.add({
    method: 'put',
    path: '/api/admin/calendar/:date',
    summary: 'Add or correct a day: holiday, workday, or working hours of its own',
    for: ['admin'],
    params: byDate,
    body: z.object({ day: dayOverrideSchema, note: z.string().trim().max(100).optional() }),
    handle: async ({ params, body, member }) => {
      await scope.whole(member());
      const $set = { day: body.day, note: body.note ?? '', by: member()._id, at: deps.now() };
      await models.calendarDays.updateOne({ _id: params.date }, { $set }, { upsert: true });
      await deps.rules.changed();
      await recordChange(deps, member(), 'day_changed', params.date, body);
    },
  });
  router.add({
    method: 'delete',
    path: '/api/admin/calendar/:date',
    summary: 'Take a correction back',
    for: ['admin'],
    params: byDate,
    handle: async ({ params, member }) => {
      await scope.whole(member());
      await models.calendarDays.deleteOne({ _id: params.date });
      await deps.rules.changed();
      await recordChange(deps, member(), 'day_removed', params.date, {});
    },
  });
}
