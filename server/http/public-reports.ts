import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Actor } from '../../shared/order/actor.ts';
import { KINDS } from '../../shared/order/order.ts';
import { contactSchema, refusalOf, scoresSchema } from '../../shared/order/payloads.ts';
import type { Language } from '../../shared/texts/index.ts';
import { createProgressReader, type FollowedReport } from '../access/progress.ts';
import { hashCode, readTrackingCode } from '../commands/codes.ts';
import type { CommandOutcome } from '../parts.ts';
import { storePhotos } from '../photos/index.ts';
import { receiveForm } from '../photos/receive.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import type { Limits } from './limits.ts';
import { ANSWERED, type Router } from './route.ts';

const submission = z.object({
  areaId: z.string().max(64),
  text: z.unknown(),
  kind: z.enum(KINDS).optional(),
  item: z.string().max(64).optional(),
  address: z.string().max(2000).optional(),
  contact: contactSchema.optional(),
  channel: z.enum(['qr', 'web']).optional(),
});

const IDEMPOTENCY_KEY = /^[\w-]{16,128}$/;

/** @throws HttpFault for a refused command; returns the accepted outcome */
export function accepted(outcome: CommandOutcome): Extract<CommandOutcome, { ok: true }> {
  if (!outcome.ok) throw new HttpFault(outcome.code, outcome.details);
  return outcome;
}

/** What residents do without an account: submit, follow, rate, urge, ask again (SPEC P10–P15). */
export function addPublicReportRoutes(router: Router, deps: HttpDeps, limits: Limits): void {
  const reader = createProgressReader(deps.store);

  const byCode = async (code: string, address: string): Promise<FollowedReport> => {
    await limits.check('unknownCodes', address);
    const plain = readTrackingCode(code);
    const report = plain === null ? null : await reader.byTrackingHash(hashCode(plain));
    if (report) return report;
    await limits.take('unknownCodes', address);
    throw new HttpFault('not_found');
  };
  const byKey = async (key: string | undefined, address: string): Promise<FollowedReport> => {
    await limits.check('unknownCodes', address);
    const report = key && key.length <= 64 ? await reader.byKeyHash(hashCode(key)) : null;
    if (report) return report;
    await limits.take('unknownCodes', address);
    throw new HttpFault('not_found');
  };
  const ownOf = async (report: FollowedReport, language: Language) => {
    const own = await reader.own(report, language, deps.rules.settings(), deps.now());
    if (!own) throw new HttpFault('not_found');
    return own;
  };
  const residentOf = (report: FollowedReport): Actor => ({ kind: 'resident', reportId: report.reportId });

  router.add({
    method: 'post',
    path: '/api/public/reports',
    summary:
      'Submit a report, as JSON or as a form with up to six photos; an Idempotency-Key makes a retry harmless',
    for: 'anyone',
    multipart: true,
    status: 201,
    handle: async ({ request, address }) => {
      await limits.take('submissions', address);
      const { fields, photos } = await readSubmission(request);
      const parsed = submission.safeParse(fields);
      if (!parsed.success) throw invalid(parsed.error);
      const { item, ...rest } = parsed.data;
      const key = request.get('idempotency-key');
      if (key !== undefined && !IDEMPOTENCY_KEY.test(key))
        throw new HttpFault('bad_request', { field: 'Idempotency-Key' });
      const id = key ?? `${deps.newId()}${deps.newId()}`;
      const photoIds = await storePhotos({ ...deps }, photos, null, (n) => photoId(id, n));
      const outcome = accepted(
        await deps.commands.run(
          { kind: 'resident', reportId: null },
          {
            id,
            type: 'submit',
            payload: {
              ...rest,
              channel: rest.channel ?? 'web',
              ...(item ? { itemId: item } : {}),
              ...(photoIds.length > 0 ? { photoIds } : {}),
            },
          },
        ),
      );
      return outcome.receipt;
    },
  });

  router.add({
    method: 'get',
    path: '/api/public/reports/:trackingCode',
    summary: 'Follow a report by its tracking code; nothing personal',
    for: 'anyone',
    params: z.object({ trackingCode: z.string().max(64) }),
    handle: async ({ params, address, language }) =>
      await reader.progress(await byCode(params.trackingCode, address), language),
  });

  router.add({
    method: 'get',
    path: '/api/public/report',
    summary: 'A report with its own words, for the bearer of its key (header X-Report-Key)',
    for: 'anyone',
    handle: async ({ request, address, language }) =>
      await ownOf(await byKey(request.get('x-report-key'), address), language),
  });

  const keyed = z.object({ reportKey: z.string().max(64) });
  router.add({
    method: 'post',
    path: '/api/public/reports/:reportKey/rating',
    summary: 'Rate a finished report: speed, effect, attitude from 1 to 5, once per round',
    for: 'anyone',
    params: keyed,
    body: z.unknown(),
    status: 201,
    handle: async ({ params, body, address, language, session }) => {
      if (session) throw new HttpFault('member_cannot_rate');
      await limits.take('ratings', address);
      await limits.take('ratingsKey', hashCode(params.reportKey));
      const report = await byKey(params.reportKey, address);
      const scores = scoresSchema.safeParse(body);
      if (!scores.success) throw invalid(scores.error);
      const payload = { ...scores.data, reportId: report.reportId };
      accepted(
        await deps.commands.run(residentOf(report), {
          id: commandId(deps),
          type: 'rate',
          orderId: report.order._id,
          payload,
        }),
      );
      return await ownOf(await byKey(params.reportKey, address), language);
    },
  });

  for (const [action, schema] of [
    ['urge', z.object({ text: z.string().optional() })],
    ['reopen', z.object({ reason: z.string() })],
  ] as const) {
    router.add({
      method: 'post',
      path: `/api/public/reports/:reportKey/${action}`,
      summary: action === 'urge' ? 'Ask to hurry' : 'Say that it is not solved',
      for: 'anyone',
      params: keyed,
      body: schema as z.ZodType<Record<string, unknown>>,
      handle: async ({ params, body, address, language, session }) => {
        if (session) throw new HttpFault('forbidden');
        await limits.take('submissions', address);
        const report = await byKey(params.reportKey, address);
        // An urge or reopening of a merged report is for the order that is really worked on.
        const orderId = report.order._id;
        accepted(
          await deps.commands.run(residentOf(report), {
            id: commandId(deps),
            type: action,
            orderId,
            payload: body,
          }),
        );
        return await ownOf(await byKey(params.reportKey, address), language);
      },
    });
  }

  router.add({
    method: 'get',
    path: '/api/public/photos/:id',
    summary: 'A photo that was published, or one of the bearer’s own (header X-Report-Key)',
    for: 'anyone',
    params: z.object({ id: z.string().max(64) }),
    handle: async ({ params, request, response, address }) => {
      const photo = await deps.store.models.photos.findById(params.id).lean();
      const key = request.get('x-report-key');
      const own = photo && key ? (await byKey(key, address)).reportId === photo.reportId : false;
      if (!photo || !(photo.published || own)) throw new HttpFault('not_found');
      sendPhoto(response, photo);
      return ANSWERED;
    },
  });
}

export function sendPhoto(
  response: Response,
  photo: { readonly bytes: Buffer; readonly type: string; readonly published: boolean },
): void {
  response
    .set('Content-Type', photo.type)
    .set('Content-Disposition', 'inline')
    .set('Cache-Control', photo.published ? 'public, max-age=3600' : 'private, no-store')
    .send(toBuffer(photo.bytes));
}

/** Lean reads hand bytes out as BSON binaries. */
const toBuffer = (bytes: Buffer | { readonly buffer: Uint8Array }): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer);

const commandId = (deps: HttpDeps): string => `http-${deps.newId()}`;

const photoId = (key: string, n: number): string =>
  createHash('sha256').update(`photo\0${key}\0${n}`).digest('base64url').slice(0, 16);

function invalid(error: z.ZodError): HttpFault {
  const refusal = refusalOf(error);
  return new HttpFault(refusal.code, refusal.details);
}

async function readSubmission(request: Request): Promise<{ fields: unknown; photos: readonly Buffer[] }> {
  if (!request.is('multipart/form-data')) return { fields: request.body as unknown, photos: [] };
  const { fields, photos } = await receiveForm(request);
  const { contact, ...rest } = fields;
  return { fields: { ...rest, ...(contact ? { contact: parseJson(contact) } : {}) }, photos };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpFault('bad_request', { field: 'contact' });
  }
}
