import { z } from 'zod';
import { type Member, ROLES } from '../../../shared/people/member.ts';
import { hashPassword, newPassword } from '../../sessions/passwords.ts';
import type { MemberDocument } from '../../store/collections/people.ts';
import { isDuplicateOf } from '../../store/errors.ts';
import { memberAnswer } from '../answers/people.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { byId, idsSchema, nameSchema, usernameSchema } from '../fields.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { createScope, isInSight } from './scope.ts';

const strings = z.array(z.string().trim().min(1).max(30)).max(50);
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
  skills: strings.optional(),
  hours: z.array(span).max(50).optional(),
  phone: z.string().trim().max(24).optional(),
});
const memberChange = member
  .partial()
  .extend({ active: z.boolean().optional(), onDuty: z.boolean().optional() });

/** Changes of these end the member's sessions, and with them sockets and shared notes, at once (P43). */
const RIGHTS = ['roles', 'areaIds', 'teamIds', 'departmentId', 'active'] as const;

export function addMemberRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const scope = createScope(deps);

  router.add({
    method: 'get',
    path: '/api/admin/members',
    summary: 'The members of one’s areas',
    for: ['admin', 'leader'],
    answer: z.object({ members: z.array(memberAnswer) }),
    handle: async ({ member: reader }) => {
      const all = await models.members.find().sort({ username: 1 }).lean<MemberDocument[]>();
      return { members: all.filter((one) => isInSight(reader(), one)) };
    },
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
      await requireUnits(body);
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
    answer: z.object({ member: memberAnswer }),
    handle: async ({ params, body, member: by }) => {
      const before = await ownMember(params.id, by());
      const areas = body.areaIds ? await scope.areas(by(), body.areaIds) : null;
      await requireUnits(body);
      const losesAdmin = body.active === false || (body.roles && !body.roles.includes('admin'));
      if (before.roles.includes('admin') && losesAdmin) await requireAnotherAdmin();
      const { departmentId, ...rest } = body;
      const $set = {
        ...rest,
        ...(areas ? { areaPaths: areas.map((area) => area.path) } : {}),
        ...(departmentId ? { departmentId } : {}),
      };
      const update = departmentId === null ? { $set, $unset: { departmentId: 1 as const } } : { $set };
      const after = await models.members
        .findByIdAndUpdate(before._id, update, { returnDocument: 'after' })
        .lean()
        .catch(nameTaken);
      if (!after) throw new HttpFault('not_found');
      if (RIGHTS.some((field) => field in body))
        await deps.sessions.revokeMember(before._id, body.active === false ? 'revoked' : 'changed');
      else deps.sessions.memberChanged(before._id);
      await recordChange(deps, by(), 'member_changed', before._id, { ...body });
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
      const { _id } = await ownMember(params.id, by());
      const password = newPassword();
      await storePassword(_id, password);
      await deps.sessions.revokeMember(_id, 'revoked');
      await recordChange(deps, by(), 'password_reset', _id, {});
      return { password };
    },
  });

  const storePassword = async (_id: string, password: string): Promise<void> => {
    const $set = { passwordHash: await hashPassword(password), changedAt: deps.now(), temporary: true };
    await models.credentials.updateOne({ _id }, { $set }, { upsert: true });
  };

  /** Whoever also serves areas beyond one's own is somebody else's to change. */
  const ownMember = async (id: string, by: Member): Promise<MemberDocument> => {
    const found = await models.members.findById(id).lean<MemberDocument | null>();
    if (!found || !isInSight(by, found)) throw new HttpFault('not_found');
    scope.paths(by, found.areaPaths);
    return found;
  };

  type Units = { readonly teamIds?: string[] | undefined; readonly departmentId?: string | null | undefined };
  const requireUnits = async ({ teamIds = [], departmentId }: Units): Promise<void> => {
    const teams = await models.teams.countDocuments({ _id: { $in: teamIds } });
    if (teams !== new Set(teamIds).size) throw new HttpFault('unknown_target', { field: 'teamIds' });
    if (departmentId && !(await models.departments.exists({ _id: departmentId })))
      throw new HttpFault('unknown_target', { field: 'departmentId' });
  };

  const requireAnotherAdmin = async (): Promise<void> => {
    if ((await models.members.countDocuments({ roles: 'admin', active: true })) <= 1)
      throw new HttpFault('conflict', { field: 'roles' });
  };
}

function nameTaken(error: unknown): never {
  throw isDuplicateOf(error, 'username') ? new HttpFault('conflict', { field: 'username' }) : error;
}
