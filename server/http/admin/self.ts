import { z } from 'zod';
import type { AdminSelf } from '../../../shared/protocol/admin.ts';
import type { HttpDeps } from '../deps.ts';
import type { Router } from '../route.ts';
import { createScope } from './scope.ts';

/** What the administration's pages need to know of their reader before they offer anything. */
export function addAdminSelfRoute(router: Router, deps: HttpDeps): void {
  const scope = createScope(deps);
  router.add({
    method: 'get',
    path: '/api/admin/self',
    summary: 'What the reader may change in the administration',
    for: ['admin', 'leader'],
    answer: z.object({ editable: z.boolean(), whole: z.boolean(), siteUrl: z.string() }),
    handle: async ({ member, request }): Promise<AdminSelf> => {
      const editable = member().roles.includes('admin');
      return {
        editable,
        whole: editable && (await scope.isWhole(member())),
        siteUrl: deps.config.publicUrl ?? `${request.protocol}://${request.get('host') ?? ''}`,
      };
    },
  });
}
