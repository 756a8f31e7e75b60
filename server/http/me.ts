import { z } from 'zod';
import { LANGUAGES } from '../../shared/texts/index.ts';
import { toSelf } from '../access/actor.ts';
import { hashPassword } from '../sessions/passwords.ts';
import { selfAnswer } from './answers/people.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import { newPasswordSchema } from './fields.ts';
import type { Router } from './route.ts';
import type { PasswordDesk } from './sign-in.ts';

const sessionRow = z.object({
  id: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  userAgent: z.string(),
  address: z.string(),
  current: z.boolean(),
});

/** A member's own password, sessions, language and duty. */
export function addOwnRoutes(router: Router, deps: HttpDeps, desk: PasswordDesk): void {
  const { sessions, store } = deps;
  const { members, credentials } = store.models;

  // A page asks at its start, and a refusal there would stand in the console of everybody who comes to sign in.
  router.add({
    method: 'get',
    path: '/api/me',
    summary: 'Who is signed in, or nobody',
    for: 'anyone',
    answer: z.object({ member: selfAnswer.nullable() }),
    handle: async ({ session, member }) =>
      await Promise.resolve({ member: session ? toSelf(member()) : null }),
  });

  router.add({
    method: 'post',
    path: '/api/me/password',
    summary: 'Change one’s own password; ends one’s other sessions',
    for: 'members',
    body: z.object({ current: z.string().min(1, 'invalid').max(200), next: newPasswordSchema }),
    handle: async ({ body, member, session, address }) => {
      const own = member();
      // The session stays: a wrong guess here says `wrong_credentials`, counted like one at the door.
      await desk.check(own.username, body.current, address);
      const passwordHash = await hashPassword(body.next);
      await credentials.updateOne(
        { _id: own._id },
        { $set: { passwordHash, changedAt: deps.now(), temporary: false } },
      );
      await sessions.revokeMember(own._id, 'revoked', session?.id);
    },
  });

  router.add({
    method: 'get',
    path: '/api/me/sessions',
    summary: 'Where one is signed in',
    for: 'members',
    answer: z.object({ sessions: z.array(sessionRow) }),
    handle: async ({ member, session }) => ({
      sessions: (await sessions.list(member()._id)).map((row) => ({
        ...row,
        current: row.id === session?.id,
      })),
    }),
  });

  router.add({
    method: 'delete',
    path: '/api/me/sessions',
    summary: 'End one’s sessions on other devices',
    for: 'members',
    handle: async ({ member, session }) => sessions.revokeMember(member()._id, 'revoked', session?.id),
  });

  router.add({
    method: 'delete',
    path: '/api/me/sessions/:id',
    summary: 'End one of one’s sessions',
    for: 'members',
    params: z.object({ id: z.string().max(64) }),
    handle: async ({ member, params }) => {
      const own = await sessions.list(member()._id);
      if (!own.some((row) => row.id === params.id)) throw new HttpFault('not_found');
      await sessions.revoke(params.id);
    },
  });

  router.add({
    method: 'put',
    path: '/api/me/language',
    summary: 'Choose the language of pages and notices; null follows the browser',
    for: 'members',
    body: z.object({ language: z.enum(LANGUAGES).nullable() }),
    answer: z.object({ language: z.enum(LANGUAGES).nullable() }),
    handle: async ({ member, body: { language } }) => {
      const { _id } = member();
      await members.updateOne(
        { _id },
        language === null ? { $unset: { language: 1 } } : { $set: { language } },
      );
      sessions.memberChanged(_id);
      return { language };
    },
  });

  router.add({
    method: 'put',
    path: '/api/me/duty',
    summary: 'Go on or off duty',
    for: 'members',
    body: z.object({ onDuty: z.boolean() }),
    answer: z.object({ onDuty: z.boolean() }),
    handle: async ({ member, body: { onDuty } }) => {
      const { _id } = member();
      await members.updateOne({ _id }, { $set: { onDuty } });
      sessions.memberChanged(_id);
      return { onDuty };
    },
  });
}
