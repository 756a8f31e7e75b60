import type { Response } from 'express';
import { z } from 'zod';
import { isDesk } from '../../shared/order/relation.ts';
import { BOUNDS } from '../../shared/order/settings.ts';
import { toActor } from '../access/actor.ts';
import { storePhotos } from '../photos/index.ts';
import { withForm } from '../photos/receive.ts';
import { createSmallPhotos } from '../photos/small.ts';
import type { PhotoDocument } from '../store/collections/residents.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import type { ReportFinder } from './public-reports.ts';
import { ANSWERED, type Router } from './route.ts';
import type { OrderDesk } from './staff/seen.ts';

const byId = z.object({ id: z.string().max(64) });
const wanted = z.object({ size: z.enum(['small']).optional() });
const file = z.file().meta({ description: `Up to ${BOUNDS.photosPerReport} files of this name` });

/** Photos, served with the permissions of their order and to the public only once published (P34). */
export function addPhotoRoutes(router: Router, deps: HttpDeps, finder: ReportFinder, desk: OrderDesk): void {
  const { photos } = deps.store.models;
  const small = createSmallPhotos();

  const send = async (response: Response, photo: PhotoDocument, size: 'small' | undefined) => {
    const stored = toBuffer(photo.bytes);
    const bytes = size === 'small' ? await small(photo._id, stored) : stored;
    response
      .set('Content-Type', photo.type)
      .set('Content-Disposition', 'inline')
      // An officer may take a photo back: what the public keeps, it keeps for minutes.
      .set('Cache-Control', photo.published ? 'public, max-age=300' : 'private, no-store')
      .send(bytes);
    return ANSWERED;
  };

  router.add({
    method: 'get',
    path: '/api/public/photos/:id',
    summary: 'A photo that was published, or one of the bearer’s own (header X-Report-Key)',
    for: 'anyone',
    params: byId,
    query: wanted,
    answerType: 'image/webp',
    handle: async ({ params, query, request, response, address }) => {
      const key = request.get('x-report-key');
      const report = key === undefined ? null : await finder.byKey(key, address);
      const photo = await photos.findById(params.id).lean();
      const isOwn = photo !== null && report !== null && photo.reportId === report.reportId;
      if (!photo || !(photo.published || isOwn)) throw new HttpFault('not_found');
      return await send(response, photo, query.size);
    },
  });

  router.add({
    method: 'post',
    path: '/api/photos',
    summary: 'Upload photos; a command that names their ids attaches them',
    for: 'members',
    multipart: { form: z.object({ photo: file }) },
    answer: z.object({ photoIds: z.array(z.string()) }),
    status: 201,
    handle: async ({ request, member }) => {
      if (!request.is('multipart/form-data')) throw new HttpFault('unsupported_media');
      return await withForm(request, async (form) => {
        if (form.photos.length === 0) throw new HttpFault('bad_photo', { field: 'photo' });
        return { photoIds: await storePhotos(deps, form.photos, member()._id) };
      });
    },
  });

  router.add({
    method: 'get',
    path: '/api/photos/:id',
    summary: 'A photo, with the permissions of its order',
    for: 'members',
    params: byId,
    query: wanted,
    answerType: 'image/webp',
    handle: async ({ params, query, member, response }) => {
      const photo = await photos.findById(params.id).lean();
      if (!photo) throw new HttpFault('not_found');
      if (photo.orderId !== null) await desk.seen(photo.orderId, member());
      else if (photo.uploadedBy !== member()._id) throw new HttpFault('not_found');
      return await send(response, photo, query.size);
    },
  });

  router.add({
    method: 'put',
    path: '/api/photos/:id/published',
    summary: 'Show a photo to the public, or take it back',
    for: ['officer', 'leader'],
    params: byId,
    body: z.object({ published: z.boolean() }),
    answer: z.object({ published: z.boolean() }),
    handle: async ({ params, body: { published }, member }) => {
      const own = member();
      const photo = await photos.findById(params.id, { bytes: 0 }).lean();
      if (!photo?.orderId) throw new HttpFault('not_found');
      const order = await desk.seen(photo.orderId, own);
      if (!isDesk(toActor(own), order)) throw new HttpFault('forbidden');
      await desk.audit(own, published ? 'photo_published' : 'photo_withdrawn', order, photo._id);
      const publishedBy = published ? own._id : null;
      await photos.updateOne({ _id: photo._id }, { $set: { published, publishedBy } });
      return { published };
    },
  });
}

/** Lean reads may hand bytes out as BSON binaries. */
const toBuffer = (bytes: Buffer | { readonly buffer: Uint8Array }): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer);
