import { createHash } from 'node:crypto';
import type { Directory } from '../../../shared/protocol/dto.ts';
import { directoryAnswer } from '../answers/people.ts';
import type { HttpDeps } from '../deps.ts';
import type { Router } from '../route.ts';

/** Names behind ids. `version` follows from what is in it, the same on every server: it changes exactly when a name does. */
export function addDirectoryRoute(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;
  router.add({
    method: 'get',
    path: '/api/directory',
    summary: 'Names behind ids: areas, catalogue, members, teams, departments',
    for: 'members',
    answer: directoryAnswer,
    handle: async (): Promise<Directory> => {
      const [areas, categories, items, members, teams, departments] = await Promise.all([
        models.areas.find().sort({ sort: 1, _id: 1 }).lean(),
        models.categories.find().sort({ sort: 1, _id: 1 }).lean(),
        models.items.find().sort({ sort: 1, _id: 1 }).lean(),
        models.members.find({}, { name: 1, roles: 1, areaIds: 1, onDuty: 1 }).sort({ _id: 1 }).lean(),
        models.teams.find({}, { name: 1 }).sort({ _id: 1 }).lean(),
        models.departments.find({}, { name: 1 }).sort({ _id: 1 }).lean(),
      ]);
      const names: Omit<Directory, 'version'> = { areas, categories, items, members, teams, departments };
      return { version: versionOf(names), ...names };
    },
  });
}

const versionOf = (names: object): number =>
  createHash('sha256').update(JSON.stringify(names)).digest().readUIntBE(0, 6);
