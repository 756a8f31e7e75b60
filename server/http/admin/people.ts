import type { Member } from '../../../shared/people/member.ts';
import type { MemberDocument } from '../../store/collections/people.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { createScope, isInSight } from './scope.ts';

type Units = { readonly teamIds?: string[] | undefined; readonly departmentId?: string | null | undefined };

/** What the routes that change members ask before and after they do. */
export function createPeopleDesk(deps: HttpDeps) {
  const { models } = deps.store;
  const scope = createScope(deps);

  return {
    /** Whoever also serves areas beyond one's own is somebody else's to change. @throws HttpFault `not_found`, `forbidden` */
    own: async (id: string, by: Member): Promise<MemberDocument> => {
      const found = await models.members.findById(id).lean<MemberDocument | null>();
      if (!found || !isInSight(by, found)) throw new HttpFault('not_found');
      scope.paths(by, found.areaPaths);
      return found;
    },

    /** @throws HttpFault `unknown_target` */
    requireUnits: async ({ teamIds = [], departmentId }: Units): Promise<void> => {
      const teams = await models.teams.countDocuments({ _id: { $in: teamIds } });
      if (teams !== new Set(teamIds).size) throw new HttpFault('unknown_target', { field: 'teamIds' });
      if (departmentId && !(await models.departments.exists({ _id: departmentId })))
        throw new HttpFault('unknown_target', { field: 'departmentId' });
    },

    /**
     * Somebody must be left to administer everything, or a community without such a person any administrator at all.
     * Asked before the change, to refuse it, and after it, because two may step down at once.
     * @returns whether somebody is left besides this member
     */
    isAdminLeft: async (without: Pick<Member, '_id' | 'areaPaths'>): Promise<boolean> => {
      const whole = await scope.wholeAdmins();
      if (whole.some((one) => one._id !== without._id)) return true;
      if (whole.length > 0 || (await scope.isWhole(without as Member))) return false;
      return (
        (await models.members.countDocuments({ roles: 'admin', active: true, _id: { $ne: without._id } })) > 0
      );
    },
  };
}
