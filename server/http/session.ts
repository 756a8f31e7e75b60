import type { Response } from 'express';
import { z } from 'zod';
import { toSelf } from '../access/actor.ts';
import { SESSION_COOKIE } from '../access/cookie.ts';
import { SESSION_MS } from '../sessions/index.ts';
import { selfAnswer } from './answers/people.ts';
import type { HttpDeps } from './deps.ts';
import type { Router } from './route.ts';
import type { PasswordDesk } from './sign-in.ts';

const credentials = z.object({
  username: z.string().trim().min(1, 'invalid').max(64),
  password: z.string().min(1, 'invalid').max(200),
});

/** Signing in and out (P38). */
export function addSessionRoutes(router: Router, deps: HttpDeps, desk: PasswordDesk): void {
  const { sessions } = deps;
  const attributes = {
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.config.publicUrl?.startsWith('https:') ?? false,
    path: '/',
  } as const;
  const setCookie = (response: Response, token: string): void => {
    response.cookie(SESSION_COOKIE, token, { ...attributes, maxAge: SESSION_MS });
  };

  router.add({
    method: 'post',
    path: '/api/session',
    summary: 'Sign in; answers with the member and sets the session cookie',
    for: 'anyone',
    body: credentials,
    answer: z.object({ member: selfAnswer, temporaryPassword: z.boolean() }),
    handle: async ({ body, address, request, response, session }) => {
      const { member, temporary } = await desk.check(body.username, body.password, address);
      // A fresh token each time: a token known before signing in is worth nothing after it.
      if (session) await sessions.revoke(session.id);
      const userAgent = request.get('user-agent') ?? '';
      const { token } = await sessions.create(member._id, { userAgent, address: request.ip ?? '' });
      setCookie(response, token);
      return { member: toSelf(member), temporaryPassword: temporary };
    },
  });

  router.add({
    method: 'get',
    path: '/api/session',
    summary: 'Who is signed in',
    for: 'members',
    answer: z.object({ member: selfAnswer }),
    handle: async ({ member }) => await Promise.resolve({ member: toSelf(member()) }),
  });

  router.add({
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out',
    for: 'anyone',
    handle: async ({ session, response }) => {
      if (session) await sessions.revoke(session.id);
      response.clearCookie(SESSION_COOKIE, attributes);
    },
  });
}
