import { z } from 'zod';
import { chineseDays, publishedNames } from '../../../shared/calendar/chinese-days.ts';
import { addDays, dayNumber, formatCivil } from '../../../shared/calendar/civil.ts';
import { civilDateSchema, dayOverrideSchema } from '../../../shared/calendar/schema.ts';
import type { CivilDate } from '../../../shared/calendar/types.ts';
import { OFFICE_WEEK } from '../../../shared/calendar/work-calendar.ts';
import { localDayNumber } from '../../../shared/calendar/zone.ts';
import type { CalendarYear, Correction } from '../../../shared/protocol/admin.ts';
import { readGuessedYears } from '../../guessed-years.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { putAt, revSchema } from './guarded.ts';
import { createScope } from './scope.ts';

/** The longest run of days entered at once; no holiday is longer. */
const MOST_DAYS = 60;
const byDate = z.object({ date: civilDateSchema });
const byYear = z.object({ year: z.coerce.number().int().min(2000).max(2100) });

/** Working days, holidays and 调休 workdays of a year, and what an administrator puts right in them (C8, C9). */
export function addCalendarRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);

  router.add({
    method: 'get',
    path: '/api/calendar/guessed',
    summary: 'Years without holidays that deadlines set now reach into',
    for: ['officer', 'leader', 'admin'],
    answer: z.object({ years: z.array(z.number()) }),
    handle: async () => ({ years: await readGuessedYears(deps) }),
  });

  router.add({
    method: 'get',
    path: '/api/admin/calendar/:year',
    summary: 'One year: published days, days put right by hand, and whether its holidays are known',
    for: ['admin', 'leader'],
    params: byYear,
    handle: async ({ params: { year } }): Promise<CalendarYear> => {
      const [stored, corrections] = await Promise.all([
        models.settings.findById('rules').lean(),
        correctionsOf(year),
      ]);
      const zone = deps.rules.zone();
      return {
        year,
        zone: zone.name,
        today: formatCivil(localDayNumber(deps.now(), zone)),
        week: stored?.week ?? OFFICE_WEEK.week,
        makeUpDay: stored?.makeUpDay ?? OFFICE_WEEK.makeUpDay,
        published: chineseDays([year]).days,
        names: publishedNames(year),
        corrections,
        publishedPlan: chineseDays().coveredYears.includes(year),
        confirmed: stored?.confirmedYears?.includes(year) ?? false,
      };
    },
  });

  router.add({
    method: 'put',
    path: '/api/admin/calendar/:date',
    summary: 'Add or correct a day, or every day until another: holiday, workday, or hours of its own',
    for: ['admin'],
    params: byDate,
    body: z.object({
      day: dayOverrideSchema,
      note: z.string().trim().max(100, 'text_too_long').optional(),
      until: civilDateSchema.optional(),
      rev: revSchema,
    }),
    handle: async ({ params: { date }, body, member }) => {
      await scope.whole(member());
      const dates = datesFrom(date, body.until ?? date);
      const $set = { day: body.day, note: body.note ?? '', by: member()._id, at: deps.now() };
      const rev = dates.length === 1 ? body.rev : undefined;
      for (const one of dates) await putAt(deps, models.calendarDays, one, rev, $set);
      await deps.rules.changed();
      const name = dates.length === 1 ? date : `${date} – ${body.until ?? ''}`;
      await recordChange(deps, member(), 'day_changed', date, { name, day: body.day, note: body.note ?? '' });
    },
  });

  router.add({
    method: 'delete',
    path: '/api/admin/calendar/:date',
    summary: 'Take a correction back',
    for: ['admin'],
    params: byDate,
    handle: async ({ params: { date }, member }) => {
      await scope.whole(member());
      await models.calendarDays.deleteOne({ _id: date });
      await deps.rules.changed();
      await recordChange(deps, member(), 'day_removed', date, { name: date });
    },
  });

  router.add({
    method: 'put',
    path: '/api/admin/calendar/years/:year',
    summary: 'Say that all days of a year are entered, or that they are not',
    for: ['admin'],
    params: byYear,
    body: z.object({ confirmed: z.boolean() }),
    handle: async ({ params: { year }, body, member }) => {
      await scope.whole(member());
      await models.settings.updateOne(
        { _id: 'rules' },
        body.confirmed ? { $addToSet: { confirmedYears: year } } : { $pull: { confirmedYears: year } },
        { upsert: true },
      );
      await deps.rules.changed();
      const name = String(year);
      await recordChange(deps, member(), 'year_confirmed', name, { name, confirmed: body.confirmed });
    },
  });

  const correctionsOf = async (year: number): Promise<Correction[]> => {
    const days = await models.calendarDays
      .find({ _id: { $gte: `${year}-01-01`, $lte: `${year}-12-31` } })
      .sort({ _id: 1 })
      .lean();
    const by = await models.members.find({ _id: { $in: days.flatMap((one) => one.by ?? []) } }).lean();
    const names = new Map(by.map((member) => [member._id, member.name]));
    return days.map(({ _id, day, note, by: memberId, at, rev }) => ({
      date: _id,
      day,
      note,
      by: names.get(memberId ?? '') ?? '',
      at,
      rev: rev ?? 0,
    }));
  };
}

/** @throws HttpFault `invalid` when there are none or too many */
function datesFrom(from: CivilDate, to: CivilDate): CivilDate[] {
  const count = dayNumber(to) - dayNumber(from) + 1;
  if (count < 1 || count > MOST_DAYS) throw new HttpFault('invalid', { field: 'until' });
  return Array.from({ length: count }, (_, i) => addDays(from, i));
}
