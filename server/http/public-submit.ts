import { createHash } from 'node:crypto';
import { z } from 'zod';
import { contactSchema, parsePayload } from '../../shared/order/payloads.ts';
import { BOUNDS } from '../../shared/order/settings.ts';
import type { CommandOutcome } from '../parts.ts';
import { storePhotos } from '../photos/index.ts';
import { type ReceivedForm, withForm } from '../photos/receive.ts';
import { receiptAnswer } from './answers/reports.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import type { Limits } from './limits.ts';
import { check, type Router } from './route.ts';

/** What residents may say; how long and how clean words are is the command's to decide. */
const fields = {
  areaId: z.string(),
  text: z.string(),
  kind: z.enum(['request', 'wish']).optional(),
  item: z.string().optional(),
  address: z.string().optional(),
  channel: z.enum(['qr', 'web']).optional(),
};
const submission = z.object({ ...fields, contact: contactSchema.optional() });
const photo = z.file().meta({ description: `Up to ${BOUNDS.photosPerReport} files of this name` });
const form = z.object({
  ...fields,
  contact: z.string().optional().meta({ description: 'JSON: {"name"?, "phone"?}' }),
  photo: photo.optional(),
});

const IDEMPOTENCY_KEY = /^[\w-]{16,128}$/;

/** @throws HttpFault for a refused command; returns the accepted outcome */
export function accepted(outcome: CommandOutcome): Extract<CommandOutcome, { ok: true }> {
  if (!outcome.ok) {
    const retryAfter = outcome.code === 'busy' || outcome.code === 'unavailable' ? 2 : undefined;
    throw new HttpFault(outcome.code, outcome.details, retryAfter);
  }
  return outcome;
}

/** Submitting a report without an account (P14). */
export function addSubmitRoute(router: Router, deps: HttpDeps, limits: Limits): void {
  const { areas } = deps.store.models;

  router.add({
    method: 'post',
    path: '/api/public/reports',
    summary:
      'Submit a report, as JSON or as a form with up to six photos; an Idempotency-Key makes a retry harmless',
    for: 'anyone',
    guard: ({ address }) => limits.take('submissions', address),
    multipart: { form, json: submission },
    answer: receiptAnswer,
    status: 201,
    handle: async ({ request }) => {
      const key = request.get('idempotency-key');
      if (key !== undefined && !IDEMPOTENCY_KEY.test(key))
        throw new HttpFault('bad_request', { field: 'Idempotency-Key' });
      if (!request.is('multipart/form-data')) return await submit(key, request.body, []);
      return await withForm(request, (form) => submit(key, sentIn(form), form.photos));
    },
  });

  const submit = async (key: string | undefined, sent: unknown, photos: readonly Buffer[]) => {
    const { item, ...rest } = check(submission, sent);
    const payload = { ...rest, channel: rest.channel ?? 'web', ...(item ? { itemId: item } : {}) };
    // Asked before the photos are decoded and stored, which costs more than anything else here.
    if (photos.length > 0) await refuseInVain(payload);
    const id = key ?? `${deps.newId()}${deps.newId()}`;
    const photoIds = await storePhotos(deps, photos, null, (n) => photoId(id, n));
    const resident = { kind: 'resident', reportId: null } as const;
    const whole = photoIds.length > 0 ? { ...payload, photoIds } : payload;
    return accepted(await deps.commands.run(resident, { id, type: 'submit', payload: whole })).receipt;
  };

  const refuseInVain = async (payload: { readonly areaId: string }): Promise<void> => {
    const parsed = parsePayload('submit', payload);
    if (!parsed.ok) throw new HttpFault(parsed.code, parsed.details);
    if (!(await areas.exists({ _id: payload.areaId, active: true })))
      throw new HttpFault('unknown_area', { field: 'areaId' });
  };
}

/** The same key and place name the same photo: a retry stores nothing twice. */
const photoId = (key: string, n: number): string =>
  createHash('sha256').update(`photo\0${key}\0${n}`).digest('base64url').slice(0, 16);

function sentIn({ fields: { contact, ...rest } }: ReceivedForm): unknown {
  return contact ? { ...rest, contact: parseJson(contact) } : rest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpFault('invalid', { field: 'contact' });
  }
}
