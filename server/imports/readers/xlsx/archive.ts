import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { UnreadableTable } from '../table.ts';

/** The parts of a zip file by name, each bounded before a byte of it is unpacked (I11). */
export interface Archive {
  has(name: string): boolean;
  /** Unpacked bytes. */
  sizeOf(name: string): number;
  /** @throws UnreadableTable `damaged` when the part is not there */
  read(name: string): Promise<Readable>;
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
    // Ends with an error once a part turns out larger than its directory says.
    return await zip.openReadStreamPromise(entry);
  },
  close: () => zip.close(),
});
