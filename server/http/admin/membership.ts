import type { Model } from 'mongoose';
import { z } from 'zod';
import type { Team } from '../../../shared/people/member.ts';
import { memberAnswer } from '../answers/people.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import type { Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { changeAt } from './guarded.ts';
import { createPeopleDesk } from './people.ts';
import { isInSight } from './scope.ts';

/** Joining and leaving a team or department. Either ends the member's sessions, as any change of rights does (P43). */
export function addMembershipRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  const people = createPeopleDesk(deps);
  add('teams', 'teamIds');
  add('departments', 'departmentId');

  function add(kind: 'teams' | 'departments', field: 'teamIds' | 'departmentId'): void {
    const units = models[kind] as unknown as Model<Team>;
    for (const method of ['put', 'delete'] as const) {
      const joins = method === 'put';
      router.add({
        method,
        path: `/api/admin/${kind}/:id/members/:memberId`,
        summary: `${joins ? 'Take a member into' : 'Let a member leave'} one of the ${kind}`,
        for: ['admin'],
        params: z.object({ id: z.string().max(64), memberId: z.string().max(64) }),
        answer: z.object({ member: memberAnswer }),
        handle: async ({ params: { id, memberId }, member: by }) => {
          const unit = await units.findById(id).lean<Team | null>();
          if (!unit || !isInSight(by(), unit)) throw new HttpFault('not_found');
          if (joins && !unit.active) throw new HttpFault('unknown_target', { field: kind });
          const before = await people.own(memberId, by());
          const isIn = field === 'teamIds' ? before.teamIds.includes(id) : before.departmentId === id;
          if (isIn === joins) return { member: before };
          const after = await changeAt(deps, models.members, memberId, undefined, changeOf());
          await deps.sessions.revokeMember(memberId, 'changed');
          await recordChange(deps, by(), joins ? 'member_joined' : 'member_left', memberId, {
            name: before.name,
            unit: unit.name,
          });
          return { member: after };

          function changeOf() {
            if (field === 'departmentId')
              return joins ? { $set: { departmentId: id } } : { $unset: { departmentId: 1 } };
            return joins ? { $addToSet: { teamIds: id } } : { $pull: { teamIds: id } };
          }
        },
      });
    }
  }
}
