import { z } from 'zod';
import { type Member, ROLES } from '../../../shared/people/member.ts';
import { hashPassword, newPassword } from '../../sessions/passwords.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import type { Router } from '../route.ts';
import { usernameSchema } from '../setup.ts';
import { byId, idsSchema, nameSchema, pathsOf, recordChange } from './common.ts';

const strings = z.array(z.string().trim().min(1).max(30)).max(50);
const minute = z.number().int().min(0).max(1440);
const hours = z
  .array(
    z
      .object({ weekday: z.number().int().min(0).max(6), from: minute, to: minute })
      .refine((one) => one.from < one.to),
  )
  .max(50);

const member = z.object({
  username: usernameSchema,
  name: nameSchema,
  roles: z.array(z.enum(ROLES)).min(1, 'invalid'),
  areaIds: idsSchema.min(1, 'invalid'),
  departmentId: z.string().max(64).nullable().optional(),
  teamIds: idsSchema.optional(),
  skills: strings.optional(),
  hours: hours.optional(),
  phone: z.string().trim().max(24).optional(),
});
const memberChange = member
  .partial()
  .extend({ active: z.boolean().optional(), onDuty: z.boolean().optional() });

const unit = z.object({ name: nameSchema, areaIds: idsSchema.min(1, 'invalid') });
const team = unit.extend({ skills: strings.optional() });
const department = unit.extend({
  itemIds: idsSchema.optional(),
  phone: z.string().trim().max(24).optional(),
});
const inUse = { active: z.boolean().optional() };

/** Members, teams and departments. A change of roles or areas ends the member's sessions at once (P43). */
export function addPeopleRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;

  router.add({
    method: 'get',
    path: '/api/admin/members',
    summary: 'All members',
    for: ['admin', 'leader'],
    handle: async () => ({ members: await models.members.find().sort({ username: 1 }).lean() }),
  });

  router.add({
    method: 'post',
    path: '/api/admin/members',
    summary: 'Add a member; the one-time password is shown in this answer only',
    for: ['admin'],
    body: member,
    status: 201,
    handle: async ({ body, member: by }) => {
      if (await models.members.exists({ username: body.username }))
        throw new HttpFault('invalid', { field: 'username' });
      const password = newPassword();
      const _id = deps.newId();
      const { departmentId, ...rest } = body;
      const made: Member = {
        teamIds: [],
        skills: [],
        hours: [],
        ...rest,
        _id,
        ...(departmentId ? { departmentId } : {}),
        areaPaths: await pathsOf(deps, body.areaIds),
        onDuty: true,
        active: true,
      } as Member;
      await models.credentials.create({
        _id,
        passwordHash: await hashPassword(password),
        changedAt: deps.now(),
        temporary: true,
      });
      await models.members.create({ ...made, createdAt: deps.now() });
      await recordChange(deps, by(), 'member_added', _id, { username: made.username, roles: made.roles });
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
    handle: async ({ params, body, member: by }) => {
      const before = await models.members.findById(params.id).lean();
      if (!before) throw new HttpFault('not_found');
      if (
        body.username &&
        body.username !== before.username &&
        (await models.members.exists({ username: body.username }))
      ) {
        throw new HttpFault('invalid', { field: 'username' });
      }
      const last =
        before.roles.includes('admin') &&
        (body.active === false || (body.roles && !body.roles.includes('admin')));
      if (last && (await models.members.countDocuments({ roles: 'admin', active: true })) <= 1) {
        throw new HttpFault('conflict', { field: 'roles' });
      }
      const { departmentId, ...rest } = body;
      const $set = {
        ...rest,
        ...(body.areaIds ? { areaPaths: await pathsOf(deps, body.areaIds) } : {}),
        ...(departmentId ? { departmentId } : {}),
      };
      const update = departmentId === null ? { $set, $unset: { departmentId: 1 as const } } : { $set };
      const after = await models.members.findByIdAndUpdate(params.id, update, { new: true }).lean();
      const touchesRights = ['roles', 'areaIds', 'teamIds', 'departmentId', 'active'].some(
        (field) => field in body,
      );
      if (touchesRights)
        await deps.sessions.revokeMember(params.id, body.active === false ? 'revoked' : 'changed');
      await recordChange(deps, by(), 'member_changed', params.id, rest);
      return { member: after };
    },
  });

  router.add({
    method: 'post',
    path: '/api/admin/members/:id/password',
    summary: 'Give a member a new one-time password and end their sessions',
    for: ['admin'],
    params: byId,
    handle: async ({ params, member: by }) => {
      if (!(await models.members.exists({ _id: params.id }))) throw new HttpFault('not_found');
      const password = newPassword();
      const $set = { passwordHash: await hashPassword(password), changedAt: deps.now(), temporary: true };
      await models.credentials.updateOne({ _id: params.id }, { $set }, { upsert: true });
      await deps.sessions.revokeMember(params.id, 'revoked');
      await recordChange(deps, by(), 'password_reset', params.id, {});
      return { password };
    },
  });

  addUnits('teams', team, { skills: [] as string[] });
  addUnits('departments', department, { itemIds: [] as string[] });

  function addUnits(
    kind: 'teams' | 'departments',
    schema: typeof team | typeof department,
    empty: object,
  ): void {
    const model = models[kind] as typeof models.departments;
    router.add({
      method: 'get',
      path: `/api/admin/${kind}`,
      summary: `All ${kind}`,
      for: ['admin', 'leader'],
      handle: async () => ({ [kind]: await model.find().sort({ name: 1 }).lean() }),
    });
    router.add({
      method: 'post',
      path: `/api/admin/${kind}`,
      summary: `Add one of the ${kind}`,
      for: ['admin'],
      body: schema as z.ZodType<z.infer<typeof unit>>,
      status: 201,
      handle: async ({ body, member: by }) => {
        const made = {
          ...empty,
          ...body,
          _id: deps.newId(),
          areaPaths: await pathsOf(deps, body.areaIds),
          active: true,
        };
        await model.create(made);
        await recordChange(deps, by(), `${kind}_added`, made._id, { name: body.name });
        return made;
      },
    });
    router.add({
      method: 'patch',
      path: `/api/admin/${kind}/:id`,
      summary: `Change one of the ${kind}, or take it out of use`,
      for: ['admin'],
      params: byId,
      body: schema.partial().extend(inUse) as z.ZodType<Partial<z.infer<typeof unit>>>,
      handle: async ({ params, body, member: by }) => {
        const $set = { ...body, ...(body.areaIds ? { areaPaths: await pathsOf(deps, body.areaIds) } : {}) };
        const changed = await model.findByIdAndUpdate(params.id, { $set }, { new: true }).lean();
        if (!changed) throw new HttpFault('not_found');
        await recordChange(deps, by(), `${kind}_changed`, params.id, body);
        return changed;
      },
    });
  }
}
