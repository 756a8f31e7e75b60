import { z } from 'zod';
import type { EscalateAfter } from './catalogue.ts';

const MOST_DAYS = 30;

/** Real minutes past a deadline after which an order goes one level up: from one to thirty days' worth. */
export const escalationMinutesSchema = z
  .int()
  .min(1)
  .max(MOST_DAYS * 24 * 60);

/** An item's own escalation as an administrator may enter it. */
export const escalateAfterSchema: z.ZodType<EscalateAfter> = z.union([
  escalationMinutesSchema,
  z.literal('never'),
  z.null(),
]);
