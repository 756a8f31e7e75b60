import type { PhotoId } from '../../shared/ids.ts';
import { shrinkPhoto } from './encode.ts';

const MOST_REMEMBERED = 500;

/** Small pictures for lists, made when first asked for; the last few hundred are remembered. */
export function createSmallPhotos(): (id: PhotoId, stored: Buffer) => Promise<Buffer> {
  const remembered = new Map<PhotoId, Promise<Buffer>>();
  return (id, stored) => {
    const known = remembered.get(id);
    if (known) {
      // Moved to the end: the one not asked for the longest is first.
      remembered.delete(id);
      remembered.set(id, known);
      return known;
    }
    const made = shrinkPhoto(stored);
    remembered.set(id, made);
    made.catch(() => remembered.delete(id));
    const oldest = remembered.keys().next();
    if (remembered.size > MOST_REMEMBERED && !oldest.done) remembered.delete(oldest.value);
    return made;
  };
}
