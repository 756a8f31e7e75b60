import { z } from 'zod';
import type { Actor } from '../../shared/order/actor.ts';
import { PAYLOADS, scoresSchema } from '../../shared/order/payloads.ts';
import type { Language } from '../../shared/texts/index.ts';
import { createProgressReader, type FollowedReport } from '../access/progress.ts';
import { hashCode, readTrackingCode } from '../commands/codes.ts';
import type { UntrustedCommand } from '../parts.ts';
import { ownReportAnswer, progressAnswer } from './answers/reports.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import type { Limits } from './limits.ts';
import { accepted } from './public-submit.ts';
import type { Caller, Router } from './route.ts';

export interface ReportFinder {
  byCode(code: string, address: string): Promise<FollowedReport>;
  byKey(key: string | undefined, address: string): Promise<FollowedReport>;
}

/** Finds reports by what residents hold; unknown codes and keys are counted by address (P31). */
export function createReportFinder(deps: HttpDeps): ReportFinder {
  const reader = createProgressReader(deps.store);
  const find = async (
    address: string,
    search: () => Promise<FollowedReport | null>,
  ): Promise<FollowedReport> => {
    const report = await deps.guesses.look(address, search);
    if (!report) throw new HttpFault('not_found');
    return report;
  };
  return {
    byCode: (code, address) =>
      find(address, async () => {
        const plain = readTrackingCode(code);
        return plain === null ? null : await reader.byTrackingHash(hashCode(plain));
      }),
    byKey: (key, address) =>
      find(address, async () => (key && key.length <= 64 ? await reader.byKeyHash(hashCode(key)) : null)),
  };
}

/** What residents do without an account once they have submitted: follow, rate, urge, say it is not solved (P10, P14). */
export function addPublicReportRoutes(
  router: Router,
  deps: HttpDeps,
  limits: Limits,
  finder: ReportFinder,
): void {
  const reader = createProgressReader(deps.store);

  const ownOf = async (report: FollowedReport, language: Language) => {
    const own = await reader.own(report, language, deps.rules.settings(), deps.now());
    if (!own) throw new HttpFault('not_found');
    return own;
  };
  const run = async (
    report: FollowedReport,
    type: UntrustedCommand['type'],
    orderId: string,
    payload: unknown,
  ): Promise<void> => {
    const resident: Actor = { kind: 'resident', reportId: report.reportId };
    accepted(await deps.commands.run(resident, { id: `http-${deps.newId()}`, type, orderId, payload }));
  };

  router.add({
    method: 'get',
    path: '/api/public/reports/:trackingCode',
    summary: 'Follow a report by its tracking code; nothing personal',
    for: 'anyone',
    params: z.object({ trackingCode: z.string().max(64) }),
    answer: progressAnswer,
    handle: async ({ params, address, language }) =>
      await reader.progress(await finder.byCode(params.trackingCode, address), language),
  });

  router.add({
    method: 'get',
    path: '/api/public/report',
    summary: 'A report with its own words, for the bearer of its key (header X-Report-Key)',
    for: 'anyone',
    answer: ownReportAnswer,
    handle: async ({ request, address, language }) =>
      await ownOf(await finder.byKey(request.get('x-report-key'), address), language),
  });

  const keyed = z.object({ reportKey: z.string().max(64) });
  const countKey = async ({ request, address }: Caller): Promise<void> => {
    await limits.take('ratings', address);
    await limits.take('ratingsKey', hashCode(String(request.params['reportKey'])));
  };

  router.add({
    method: 'post',
    path: '/api/public/reports/:reportKey/rating',
    summary: 'Rate a finished report: speed, effect, attitude from 1 to 5, once per round',
    for: 'anyone',
    guard: async (caller) => {
      if (caller.session) throw new HttpFault('member_cannot_rate');
      await countKey(caller);
    },
    params: keyed,
    body: scoresSchema,
    answer: ownReportAnswer,
    status: 201,
    handle: async ({ params, body, address, language }) => {
      const report = await finder.byKey(params.reportKey, address);
      await run(report, 'rate', report.order._id, { ...body, reportId: report.reportId });
      return await ownOf(await finder.byKey(params.reportKey, address), language);
    },
  });

  const addAsk = (action: 'urge' | 'reopen', summary: string, body: z.ZodType<object>): void =>
    router.add({
      method: 'post',
      path: `/api/public/reports/:reportKey/${action}`,
      summary,
      for: 'anyone',
      guard: async (caller) => {
        if (caller.session) throw new HttpFault('forbidden');
        await countKey(caller);
      },
      params: keyed,
      body,
      answer: ownReportAnswer,
      handle: async ({ params, body: payload, address, language }) => {
        const report = await finder.byKey(params.reportKey, address);
        // A merged report is worked on through its survivor: that is what is to be hurried or taken up again.
        await run(report, action, (report.survivor ?? report.order)._id, payload);
        return await ownOf(await finder.byKey(params.reportKey, address), language);
      },
    });
  addAsk('urge', 'Ask to hurry; once an hour', PAYLOADS.urge);
  addAsk('reopen', 'Say that it is not solved, and why', PAYLOADS.reopen);
}
