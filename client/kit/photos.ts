import { WIRE } from '../../shared/protocol/limits.ts';
import { api } from './api.ts';
import { ApiFault } from './fault.ts';
import { PATHS } from './paths.ts';
import { kitTexts } from './texts/index.ts';

/** Longest edge of a photo that is sent, in pixels: enough to read a house number, small enough for a weak network. */
const EDGE = 1920;
const QUALITY = 0.82;
/** Smaller files go as they are; the server encodes them again and removes their metadata anyway. */
const SMALL_BYTES = 600 * 1024;

/** The size a photo gets, never larger than it is. */
export function fitted(width: number, height: number, edge = EDGE): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Makes a photo small enough to send. What the browser cannot read is passed on as it is, for the server to judge. */
export async function shrinkPhoto(file: Blob): Promise<File> {
  const small = await smaller(file);
  return small instanceof File ? small : new File([small], 'photo.jpg', { type: small.type });
}

export interface PhotoList {
  readonly files: () => readonly File[];
  readonly set: (files: readonly File[]) => void;
}

/**
 * Adds photos at once, and puts a small one in the place of each when it is made: whoever presses send in between loses none
 * (U78). Of more than `most` the last are not taken.
 */
export async function addPhotos(
  list: PhotoList,
  more: readonly File[],
  most: number,
  shrink: (file: File) => Promise<File> = shrinkPhoto,
): Promise<void> {
  list.set([...list.files(), ...more].slice(0, most));
  await Promise.all(
    more.map(async (file) => {
      const small = await shrink(file);
      // Meanwhile it may have been sent or taken away.
      if (small === file || !list.files().includes(file)) return;
      list.set(list.files().map((one) => (one === file ? small : one)));
    }),
  );
}

async function smaller(file: Blob): Promise<Blob> {
  if (file.size <= SMALL_BYTES) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const { width, height } = fitted(image.width, image.height);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
    image.close();
    const made = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', QUALITY);
    });
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}

/** Uploads one photo. @returns its id. @throws ApiFault */
export async function uploadPhoto(file: Blob): Promise<string> {
  const form = new FormData();
  const photo = await shrinkPhoto(file);
  if (photo.size > WIRE.photoUploadBytes) {
    throw new ApiFault('photo_too_large', kitTexts().fault.photoTooLarge, { status: 413 });
  }
  form.append('photo', photo);
  const { photoIds } = await api.post<{ photoIds: readonly string[] }>(PATHS.photos, undefined, { form });
  const [photoId] = photoIds;
  if (photoId === undefined) throw new ApiFault('bad_photo', kitTexts().fault.unreadable, { status: 422 });
  return photoId;
}
