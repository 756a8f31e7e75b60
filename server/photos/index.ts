import type { Instant, MemberId, PhotoId } from '../../shared/ids.ts';
import type { Store } from '../store/connect.ts';
import { encodePhoto } from './encode.ts';

interface PhotoDeps {
  readonly store: Pick<Store, 'models'>;
  readonly newId: () => string;
  readonly now: () => Instant;
}

/**
 * Re-encodes and stores photos that do not belong to an order yet; the command that names them attaches them.
 * @param idOf makes the id of the n-th photo; the same ids again are the same photos, so that a retry stores nothing twice
 */
export async function storePhotos(
  { store, newId, now }: PhotoDeps,
  files: readonly Buffer[],
  uploadedBy: MemberId | null,
  idOf: (n: number) => PhotoId = newId,
): Promise<PhotoId[]> {
  const ids = files.map((_, n) => idOf(n));
  const known = new Set(
    (await store.models.photos.find({ _id: { $in: ids } }, { _id: 1 }).lean()).map((one) => one._id),
  );
  // All or none: one that cannot be read must not leave the others behind.
  const encoded = await Promise.all(
    files.map(async (file, n) => (known.has(ids[n] ?? '') ? null : await encodePhoto(file))),
  );
  const createdAt = now();
  for (const [n, photo] of encoded.entries()) {
    const _id = ids[n];
    if (_id === undefined || photo === null) continue;
    const { bytes, type, width, height } = photo;
    await store.models.photos.create({
      _id,
      orderId: null,
      reportId: null,
      eventId: null,
      communityId: null,
      bytes,
      type,
      size: bytes.length,
      width,
      height,
      published: false,
      publishedBy: null,
      uploadedBy,
      createdAt,
    });
  }
  return ids;
}
