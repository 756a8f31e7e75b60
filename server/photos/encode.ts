import sharp from 'sharp';
import { WIRE } from '../../shared/protocol/limits.ts';
import { HttpFault } from '../http/fault.ts';

export interface EncodedPhoto {
  readonly bytes: Buffer;
  readonly type: 'image/webp';
  readonly width: number;
  readonly height: number;
}

const LONGEST_EDGES = [1920, 1440, 1024] as const;
const QUALITIES = [82, 70, 55] as const;
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'heif', 'avif', 'gif', 'tiff']);
/** Decoding is the most expensive thing a stranger can ask for: two at a time, the rest wait. */
const AT_ONCE = 2;

let running = 0;
const queue: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => queue.push(go));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    queue.shift()?.();
  }
}

/**
 * Decodes and encodes again, so that nothing but pixels survives: no place, no camera, no hidden second file (SPEC P34). The
 * result is WebP of at most 1 MiB.
 * @throws HttpFault `bad_photo` for what is no picture, `photo_too_large` for too many bytes or pixels
 */
export function encodePhoto(input: Buffer): Promise<EncodedPhoto> {
  return inTurn(async () => {
    const source = sharp(input, { limitInputPixels: WIRE.photoPixels, failOn: 'error', animated: false });
    const about = await source.metadata().catch((error: unknown) => {
      throw new HttpFault(String(error).includes('pixel limit') ? 'photo_too_large' : 'bad_photo');
    });
    if (!FORMATS.has(about.format ?? '')) throw new HttpFault('bad_photo');
    for (const [i, edge] of LONGEST_EDGES.entries()) {
      const { data, info } = await source
        .clone()
        .rotate()
        .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: QUALITIES[i] ?? 55 })
        .toBuffer({ resolveWithObject: true })
        .catch(() => {
          throw new HttpFault('bad_photo');
        });
      if (data.length <= WIRE.photoStoredBytes) {
        return { bytes: data, type: 'image/webp', width: info.width, height: info.height };
      }
    }
    throw new HttpFault('photo_too_large');
  });
}
