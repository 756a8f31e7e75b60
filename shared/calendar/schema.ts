import { z } from 'zod';
import { parseCivil } from './civil.ts';
import { MINUTES_PER_DAY } from './spans.ts';
import type { CalendarData, DayOverride, Span } from './types.ts';

const minute = z.int().min(0).max(MINUTES_PER_DAY);

/** Working hours of a day as an administrator may enter them: each ends after it begins, none overlap. */
export const spansSchema: z.ZodType<readonly Span[]> = z
  .array(
    z.strictObject({ from: minute, to: minute }).refine(({ from, to }) => from < to, 'ends before it begins'),
  )
  .max(12)
  .refine((spans) => {
    const ordered = [...spans].sort((a, b) => a.from - b.from);
    return ordered.every((span, index) => span.from >= (ordered[index - 1]?.to ?? 0));
  }, 'overlapping hours');

export const civilDateSchema = z.string().refine((text) => parseCivil(text) !== undefined, 'not a date');

export const dayOverrideSchema: z.ZodType<DayOverride> = z.union([
  z.enum(['holiday', 'workday']),
  spansSchema,
]);

const overrides = z
  .record(civilDateSchema, dayOverrideSchema)
  .refine((days) => Object.keys(days).length <= 5000, 'too many days');

export const calendarDataSchema: z.ZodType<CalendarData> = z.strictObject({
  week: z.array(spansSchema).length(7),
  makeUpDay: spansSchema,
  published: overrides,
  corrections: overrides,
  coveredYears: z.array(z.int().min(1).max(9999)).max(200),
});
