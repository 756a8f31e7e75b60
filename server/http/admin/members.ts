import { z } from 'zod';
import { type Member, ROLES, type Role } from '../../../shared/people/member.ts';
import { coversPath } from '../../access/actor.ts';
import { hashPassword, newPassword } from '../../sessions/passwords.ts';
import { isDuplicateOf } from '../../store/errors.ts';
import { memberAnswer } from '../answers/people.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { byId, idsSchema, nameSchema, phoneSchema, usernameSchema, wordsSchema } from '../fields.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { changeAt, revSchema } from './guarded.ts';
import { findMembers, memberQuery } from './member-search.ts';
import { createPeopleDesk } from './people.ts';
import { createScope } from './scope.ts';

const minute = z.number().int().min(0).max(1440);
const span = z
  .object({ weekday: z.number().int().min(0).max(6), from: minute, to: minute })
  .refine((one) => one.from < one.to);

const member = z.object({
  username: usernameSchema,
  name: nameSchema,
  roles: z.array(z.enum(ROLES)).min(1, 'invalid'),
  areaIds: idsSchema.min(1, 'invalid'),
  departmentId: z.string().max(64).nullable().optional(),
  teamIds: idsSchema.optional(),
  skills: wordsSchema.optional(),
  hours: z.array(span).max(50).optional(),
  phone: phoneSchema.optional(),
});
const memberChange = member
  .partial()
  .extend({ active: z.boolean().optional(), onDuty: z.boolean().optional(), rev: revSchema });

/** Changes of these end the member's sessions, and with them sockets and shared notes, at once (P43). */
const RIGHTS = ['roles', 'areaIds', 'teamIds', 'departmentId', 'active'] as const;

export function addMemberRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);
  const people = createPeopleDesk(deps);

  router.add({
    method: 'get',
    path: '/api/admin/members',
    summary: 'The members of one’s areas, by user name, a page at a time',
    for: ['admin', 'leader'],
    query: memberQuery,
    answer: z.object({
      members: z.array(memberAnswer),
      total: z.number(),
      nextCursor: z.string().nullable(),
    }),
    handle: async ({ query, member: reader }) => await findMembers(deps, reader(), query),
  });

  router.add({
    method: 'post',
    path: '/api/admin/members',
    summary: 'Add a member; the one-time password is shown in this answer only',
    for: ['admin'],
    body: member,
    answer: z.object({ member: memberAnswer, password: z.string() }),
    status: 201,
    handle: async ({ body, member: by }) => {
      const areas = await scope.areas(by(), body.areaIds);
      await people.requireUnits(body);
      const password = newPassword();
      const _id = deps.newId();
      const { departmentId, phone, ...rest } = body;
      const made: Member = {
        _id,
        username: rest.username,
        name: rest.name,
        roles: [...new Set(rest.roles)],
        areaIds: rest.areaIds,
        areaPaths: areas.map((area) => area.path),
        teamIds: rest.teamIds ?? [],
        skills: rest.skills ?? [],
        hours: rest.hours ?? [],
        ...(departmentId ? { departmentId } : {}),
        ...(phone ? { phone } : {}),
        onDuty: true,
        active: true,
      };
      await models.members.create({ ...made, createdAt: deps.now() }).catch(nameTaken);
      await storePassword(_id, password);
      await recordChange(deps, by(), 'member_added', _id, {
        name: made.name,
        username: made.username,
        roles: made.roles,
      });
      return { member: made, password };
    },
  });

  router.add({
    method: 'patch',
    path: '/api/admin/members/:id',
    summary: 'Change a member, or take them out of use',
    for: ['admin'],
    params: byId,
    body: memberChange,
    answer: z.object({ member: memberAnswer }),
    handle: async ({ params, body, member: by }) => {
      const before = await people.own(params.id, by());
      const areas = body.areaIds ? await scope.areas(by(), body.areaIds) : null;
      await people.requireUnits(body);
      const { rev, departmentId, ...rest } = body;
      const $set = {
        ...rest,
        ...(areas ? { areaPaths: areas.map((area) => area.path) } : {}),
        ...(departmentId ? { departmentId } : {}),
      };
      const update = departmentId === null ? { $set, $unset: { departmentId: 1 as const } } : { $set };
      const stepsDown = before.active && before.roles.includes('admin') && !staysAdmin(before, $set);
      if (stepsDown && !(await people.isAdminLeft(before)))
        throw new HttpFault('last_admin', { field: 'roles' });
      const after = await changeAt(deps, models.members, before._id, rev, update).catch(nameTaken);
      if (stepsDown && !(await people.isAdminLeft(before))) {
        const { roles, areaIds, areaPaths, active } = before;
        await changeAt(deps, models.members, before._id, undefined, {
          $set: { roles, areaIds, areaPaths, active },
        });
        throw new HttpFault('last_admin', { field: 'roles' });
      }
      if (RIGHTS.some((field) => !isSame(before[field], after[field])))
        await deps.sessions.revokeMember(before._id, body.active === false ? 'revoked' : 'changed');
      else deps.sessions.memberChanged(before._id);
      const { rev: _rev, ...fields } = body;
      await recordChange(deps, by(), 'member_changed', before._id, { ...fields, name: after.name });
      return { member: after };
    },
  });

  router.add({
    method: 'post',
    path: '/api/admin/members/:id/password',
    summary: 'Give a member a new one-time password and end their sessions',
    for: ['admin'],
    params: byId,
    answer: z.object({ password: z.string() }),
    handle: async ({ params, member: by }) => {
      const { _id, name } = await people.own(params.id, by());
      const password = newPassword();
      await storePassword(_id, password);
      await deps.sessions.revokeMember(_id, 'revoked');
      await recordChange(deps, by(), 'password_reset', _id, { name });
      return { password };
    },
  });

  const storePassword = async (_id: string, password: string): Promise<void> => {
    const $set = { passwordHash: await hashPassword(password), changedAt: deps.now(), temporary: true };
    await models.credentials.updateOne({ _id }, { $set }, { upsert: true });
  };
}

function nameTaken(error: unknown): never {
  throw isDuplicateOf(error, 'username') ? new HttpFault('taken', { field: 'username' }) : error;
}

/** Still an administrator, and of no fewer areas. */
function staysAdmin(before: Member, change: RightsChange): boolean {
  const { roles = before.roles, active = before.active, areaPaths = before.areaPaths } = change;
  return (
    active && roles.includes('admin') && before.areaPaths.every((path) => coversPath({ areaPaths }, path))
  );
}
interface RightsChange {
  readonly roles?: readonly Role[] | undefined;
  readonly active?: boolean | undefined;
  readonly areaPaths?: readonly string[];
}

/** Equal as sets: an order of words is no right. */
function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((one) => b.includes(one));
}
