import { z } from 'zod';

const mean = z.number().nullable();
const means = { speed: mean, effect: mean, attitude: mean };
const share = z.object({ count: z.number(), total: z.number() });

/** Means to two decimals, null where n is 0. `withheld` marks a row that too few ratings would make personal (R4). */
export const monthsAnswer = z.object({
  months: z.array(
    z.object({ month: z.string(), n: z.number(), ...means, withheld: z.literal(true).optional() }),
  ),
});

export const breakdownAnswer = z.object({
  rows: z.array(
    z.object({ key: z.string(), name: z.string(), n: z.number(), ...means, withheld: z.boolean() }),
  ),
});

export const ratesAnswer = z.object({ responded: share, completed: share, solved: share, satisfied: share });
