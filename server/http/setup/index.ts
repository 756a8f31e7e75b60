import { z } from 'zod';
import { hashCode } from '../../commands/codes.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { lettersSchema, nameSchema, newPasswordSchema, usernameSchema } from '../fields.ts';
import type { Router } from '../route.ts';
import { createCommunity } from './community.ts';

const token = z.string().max(200);
const place = z.object({ name: nameSchema, letters: lettersSchema });
const own = z.object({
  token,
  sample: z.literal(false).optional(),
  street: place,
  community: place,
  grids: z.number().int().min(0).max(60),
  admin: z.object({ username: usernameSchema, name: nameSchema, password: newPasswordSchema }),
});
const sample = z.object({ token, sample: z.literal(true), password: newPasswordSchema });
/** Told apart by one field, so that what is wrong with the others is said of them. */
const setup = z.discriminatedUnion('sample', [sample, own]).refine((asked) => asked.sample || differ(asked), {
  path: ['community', 'letters'],
  message: 'invalid',
});
const differ = ({ street, community }: z.infer<typeof own>): boolean => street.letters !== community.letters;

/** First run: the one-time link printed at the start creates the community and its first administrator (P40). */
export function addSetupRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const done = z.object({ done: z.boolean() });

  router.add({
    method: 'get',
    path: '/api/setup',
    summary: 'Whether a community has been set up',
    for: 'anyone',
    answer: done,
    handle: async () => ({ done: (await models.members.exists({})) !== null }),
  });

  router.add({
    method: 'post',
    path: '/api/setup',
    summary: 'Create the community and its first administrator, or load the sample, with the one-time token',
    for: 'anyone',
    body: setup,
    answer: done,
    status: 201,
    handle: async ({ body, address }) => {
      if (await models.members.exists({})) throw new HttpFault('already_set_up');
      // One request takes the token; whoever comes with it a moment later is too late.
      const taken = await deps.guesses.look(address, () =>
        models.settings.findOneAndUpdate(
          { _id: 'setup', tokenHash: hashCode(body.token), usedAt: null },
          { $set: { usedAt: deps.now() } },
        ),
      );
      if (!taken) throw new HttpFault('forbidden');
      try {
        if (body.sample) await deps.loadSample(body.password);
        else await createCommunity(deps, body);
      } catch (error) {
        // The link works once for success, not once for a try.
        await models.settings.updateOne({ _id: 'setup' }, { $set: { usedAt: null } });
        throw error;
      }
      return { done: true };
    },
  });
}
