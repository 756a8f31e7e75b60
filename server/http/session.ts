import type { Response } from 'express';
import { z } from 'zod';
import { toSelf } from '../access/actor.ts';
import { SESSION_COOKIE } from '../access/cookie.ts';
import { hashPassword, isPassword, wasteTime } from '../sessions/passwords.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import type { Limits } from './limits.ts';
import type { Router } from './route.ts';

const username = z.string().trim().min(1, 'invalid').max(64);
const password = z.string().min(1, 'invalid').max(200);
export const newPasswordSchema = z.string().min(8, 'invalid').max(200);

/** Signing in and out, one's own password, language, duty and other sessions. */
export function addSessionRoutes(router: Router, deps: HttpDeps, limits: Limits): void {
  const { sessions, store } = deps;
  const { members, credentials } = store.models;
  const setCookie = (response: Response, token: string, maxAge: number): void => {
    response.cookie(SESSION_COOKIE, token, {
      httpOnly: true,
      sameSite: 'lax',
      secure: deps.config.publicUrl?.startsWith('https:') ?? false,
      path: '/',
      maxAge,
    });
  };

  router.add({
    method: 'post',
    path: '/api/session',
    summary: 'Sign in; answers with the member and sets the session cookie',
    for: 'anyone',
    body: z.object({ username, password }),
    handle: async ({ body, address, request, response, session }) => {
      const name = body.username.toLowerCase();
      // Only failures count, so a whole office behind one address can sign in.
      await limits.check('signInAccount', name);
      await limits.check('signInAddress', address);
      const member = await members.findOne({ username: name, active: true }).lean();
      const credential = member ? await credentials.findById(member._id).lean() : null;
      const right = credential
        ? await isPassword(credential.passwordHash, body.password)
        : await wasteTime(body.password);
      if (!member || right !== true) {
        await Promise.all([limits.take('signInAccount', name), limits.take('signInAddress', address)]);
        throw new HttpFault('wrong_credentials');
      }
      // A fresh token each time: a token known before signing in is worth nothing after it.
      if (session) await sessions.revoke(session.id);
      const made = await sessions.create(member._id, { userAgent: request.get('user-agent') ?? '', address });
      setCookie(response, made.token, made.session.expiresAt - made.session.createdAt);
      return { member: toSelf(member), temporaryPassword: credential?.temporary ?? false };
    },
  });

  router.add({
    method: 'get',
    path: '/api/session',
    summary: 'Who is signed in',
    for: 'members',
    handle: async ({ member }) => await Promise.resolve({ member: toSelf(member()) }),
  });

  router.add({
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out',
    for: 'anyone',
    handle: async ({ session, response }) => {
      if (session) await sessions.revoke(session.id);
      response.clearCookie(SESSION_COOKIE, { path: '/' });
    },
  });

  router.add({
    method: 'post',
    path: '/api/me/password',
    summary: 'Change one’s own password; ends one’s other sessions',
    for: 'members',
    body: z.object({ current: password, next: newPasswordSchema }),
    handle: async ({ body, member, session, address }) => {
      const own = member();
      await limits.check('signInAccount', own.username);
      const credential = await credentials.findById(own._id).lean();
      if (!credential || !(await isPassword(credential.passwordHash, body.current))) {
        await Promise.all([
          limits.take('signInAccount', own.username),
          limits.take('signInAddress', address),
        ]);
        throw new HttpFault('wrong_credentials');
      }
      const changed = {
        passwordHash: await hashPassword(body.next),
        changedAt: deps.now(),
        temporary: false,
      };
      await credentials.updateOne({ _id: own._id }, { $set: changed });
      await sessions.revokeMember(own._id, 'revoked', session?.id);
    },
  });

  router.add({
    method: 'delete',
    path: '/api/me/sessions',
    summary: 'End one’s sessions on other devices',
    for: 'members',
    handle: async ({ member, session }) => sessions.revokeMember(member()._id, 'revoked', session?.id),
  });

  router.add({
    method: 'put',
    path: '/api/me/duty',
    summary: 'Go on or off duty',
    for: 'members',
    body: z.object({ onDuty: z.boolean() }),
    handle: async ({ member, body }) => {
      await members.updateOne({ _id: member()._id }, { $set: { onDuty: body.onDuty } });
      return { onDuty: body.onDuty };
    },
  });
}
