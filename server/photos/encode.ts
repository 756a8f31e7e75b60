import sharp, { type Sharp } from 'sharp';
import { WIRE } from '../../shared/protocol/limits.ts';
import { HttpFault } from '../http/fault.ts';
import { createGate } from '../http/gate.ts';
import { sniffPhoto } from './sniff.ts';

export interface EncodedPhoto {
  readonly bytes: Buffer;
  readonly type: 'image/webp';
  readonly width: number;
  readonly height: number;
}

/** Tried in this order until the result is small enough. Longest edge in pixels. */
const TRIES = [
  { edge: 1920, quality: 82 },
  { edge: 1440, quality: 70 },
  { edge: 1024, quality: 55 },
] as const;
const SMALL_EDGE = 320;
const SECONDS = 20;

/** Decoding is the most expensive thing a stranger can ask for: two at a time, the rest wait. */
const inTurn = createGate(2, 200);

// Every photo is decoded once: remembering pixels would only cost memory.
sharp.cache(false);

/**
 * Decodes and encodes again, so that nothing but pixels survives: no place, no camera, no hidden second file (P34).
 * @returns WebP of at most 1 MiB, turned the way the camera was held
 * @throws HttpFault `bad_photo` for what is no still picture, `photo_too_large` for too many pixels, `busy`
 */
export const encodePhoto = (input: Buffer): Promise<EncodedPhoto> =>
  inTurn(async () => {
    if (sniffPhoto(input) === null) throw refusal('bad_photo');
    const source = sharp(input, { limitInputPixels: WIRE.photoPixels, failOn: 'error', pages: 1 });
    const about = await source.metadata().catch((error: unknown) => {
      throw faultOf(error);
    });
    if ((about.format === 'gif' || about.format === 'webp') && (about.pages ?? 1) > 1) {
      throw refusal('bad_photo');
    }
    if (about.width * about.height > WIRE.photoPixels) throw refusal('photo_too_large');
    for (const { edge, quality } of TRIES) {
      const { data, info } = await toWebp(source.clone().rotate(), edge, quality);
      if (data.length <= WIRE.photoStoredBytes) {
        return { bytes: data, type: 'image/webp', width: info.width, height: info.height };
      }
    }
    throw refusal('photo_too_large');
  });

/** A stored photo made small for lists. */
export const shrinkPhoto = (stored: Buffer): Promise<Buffer> =>
  inTurn(async () => (await toWebp(sharp(stored), SMALL_EDGE, 70)).data);

const toWebp = (picture: Sharp, edge: number, quality: number) =>
  picture
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .webp({ quality })
    .timeout({ seconds: SECONDS })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw faultOf(error);
    });

const faultOf = (error: unknown): HttpFault =>
  refusal(String(error).includes('pixel limit') ? 'photo_too_large' : 'bad_photo');

const refusal = (code: 'bad_photo' | 'photo_too_large'): HttpFault => new HttpFault(code, { field: 'photo' });
