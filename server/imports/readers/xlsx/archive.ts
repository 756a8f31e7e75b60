import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { UnreadableTable } from '../table.ts';

/** The parts of a zip file by name, each bounded before a byte of it is unpacked (I11). */
export interface Archive {
  has(name: string): boolean;
  /** Unpacked bytes. */
  sizeOf(name: string): number;
  /** Its bytes. @throws UnreadableTable `damaged` when the part is not there, or its size is not what the directory says */
  read(name: string): Promise<AsyncIterable<Buffer>>;
  close(): void;
}

const BOUNDS = {
  parts: 5_000,
  /** Unpacked bytes of one part. */
  partBytes: 2 * 1024 ** 3,
  /** Unpacked by packed bytes; deflate's own limit is 1032, and spreadsheets of real rows stay far below this one. */
  ratio: 250,
  /** Small parts may be as repetitive as they like. */
  ratioFrom: 16 * 1024 ** 2,
} as const;
/** Unpacked at once, in bytes: every step costs a way to another thread and back. */
const PIECE = 128 * 1024;
/** How the parts of a zip file may be packed (APPNOTE 4.4.5): stored, deflated. */
const STORED = 0;
const DEFLATED = 8;

/**
 * Reads the directory at the end of a zip file, which alone says what is in it.
 * @throws UnreadableTable `damaged`, `locked` or `too_large`
 */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw new UnreadableTable('damaged', { cause: error });
  });
  try {
    return toArchive(zip, await directoryOf(zip));
  } catch (error) {
    zip.close();
    throw error instanceof UnreadableTable ? error : new UnreadableTable('damaged', { cause: error });
  }
}

async function directoryOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > BOUNDS.parts) throw new UnreadableTable('too_large');
  const parts = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new UnreadableTable('locked');
    const { uncompressedSize: size, compressedSize } = entry;
    const isBomb = size > BOUNDS.ratioFrom && size > compressedSize * BOUNDS.ratio;
    if (isBomb || size > BOUNDS.partBytes) throw new UnreadableTable('too_large');
    parts.set(entry.fileName.toLowerCase(), entry);
  }
  return parts;
}

const toArchive = (zip: ZipFile, parts: ReadonlyMap<string, Entry>): Archive => ({
  has: (name) => parts.has(name.toLowerCase()),
  sizeOf: (name) => parts.get(name.toLowerCase())?.uncompressedSize ?? 0,
  async read(name) {
    const entry = parts.get(name.toLowerCase());
    if (!entry) throw new UnreadableTable('damaged');
    return unpacked(zip, entry);
  },
  close: () => zip.close(),
});

async function* unpacked(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    throw new UnreadableTable('damaged');
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  const bytes =
    entry.compressionMethod === STORED
      ? packed
      : pipeline(packed, createInflateRaw({ chunkSize: PIECE }), () => undefined);
  let left = entry.uncompressedSize;
  try {
    for await (const piece of bytes as AsyncIterable<Buffer>) {
      left -= piece.length;
      if (left < 0) break;
      yield piece;
    }
  } finally {
    packed.destroy();
  }
  if (left !== 0) throw new UnreadableTable('damaged');
}
