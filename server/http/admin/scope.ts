import type { Area } from '../../../shared/areas/area.ts';
import type { Member } from '../../../shared/people/member.ts';
import { coversPath } from '../../access/actor.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';

/** How far an administrator's word reaches (P45): their areas and everything below them. */
export interface Scope {
  /** @throws HttpFault `unknown_area` for an id nobody has, `forbidden` for an area beyond one's own */
  areas(member: Member, areaIds: readonly string[]): Promise<Area[]>;
  /** @throws HttpFault `forbidden` unless all these paths are within one's own areas */
  paths(member: Member, paths: readonly string[]): void;
  /** True when one's areas hold everything there is; only then may one change what all areas share. */
  isWhole(member: Member): Promise<boolean>;
  /** @throws HttpFault `forbidden` unless `isWhole` */
  whole(member: Member): Promise<void>;
  /** The active administrators of everything. */
  wholeAdmins(): Promise<Member[]>;
}

export function createScope({ store: { models } }: HttpDeps): Scope {
  const paths: Scope['paths'] = (member, asked) => {
    if (!asked.every((path) => coversPath(member, path))) throw new HttpFault('forbidden');
  };
  const isWhole: Scope['isWhole'] = async (member) => {
    const roots = await models.areas.find({ parentId: null }, { path: 1 }).lean();
    return roots.every((root) => coversPath(member, root.path));
  };
  return {
    paths,
    isWhole,
    areas: async (member, areaIds) => {
      const found = new Map(
        (await models.areas.find({ _id: { $in: areaIds } }).lean<Area[]>()).map((area) => [area._id, area]),
      );
      const areas = areaIds.map((id) => {
        const area = found.get(id);
        if (!area) throw new HttpFault('unknown_area', { field: 'areaIds' });
        return area;
      });
      paths(
        member,
        areas.map((area) => area.path),
      );
      return areas;
    },
    whole: async (member) => {
      if (!(await isWhole(member))) throw new HttpFault('forbidden');
    },
    wholeAdmins: async () => {
      const admins = await models.members.find({ roles: 'admin', active: true }).lean<Member[]>();
      const whole = await Promise.all(admins.map(isWhole));
      return admins.filter((_, i) => whole[i]);
    },
  };
}

/** Something that serves areas, one of which at least is within the reader's. */
export const isInSight = (reader: Member, served: { readonly areaPaths: readonly string[] }): boolean =>
  served.areaPaths.some((path) => coversPath(reader, path));
