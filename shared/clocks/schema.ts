import { z } from 'zod';
import type { DeadlineRule } from './types.ts';

const YEAR_IN_DAYS = 366;

/** Amounts a rule may have: above nothing, up to a year. Days are whole. */
const amount = (perDay: number) =>
  z
    .number()
    .positive()
    .max(YEAR_IN_DAYS * perDay);
const leastMinutes = z.int().min(0).max(1440).exactOptional();

/** A deadline rule as an administrator may enter it. */
export const deadlineRuleSchema: z.ZodType<DeadlineRule> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('minutes'), minutes: amount(1440) }),
  z.strictObject({ kind: z.literal('hours'), hours: amount(24) }),
  z.strictObject({ kind: z.literal('working_hours'), hours: amount(24) }),
  z.strictObject({ kind: z.literal('half_day'), leastMinutes }),
  z.strictObject({ kind: z.literal('overnight'), leastMinutes }),
  z.strictObject({ kind: z.literal('week') }),
  z.strictObject({ kind: z.literal('workdays'), days: z.int().positive().max(YEAR_IN_DAYS) }),
  z.strictObject({ kind: z.literal('until'), at: z.int() }),
]);
