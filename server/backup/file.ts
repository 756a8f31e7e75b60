import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupFault, codeOf, type FileProblem } from './problem.ts';

export interface WriteOptions {
  /** True: a file of that name is replaced. */
  readonly force: boolean;
  readonly signal?: AbortSignal | undefined;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Writes a gzip file that is either whole, on disk and under its name, or not there at all (S33). Readable by its owner
 * alone, because a backup holds everything that the database holds.
 * @returns its size in bytes
 */
export async function writeWhole(
  file: string,
  blocks: AsyncIterable<Uint8Array>,
  options: WriteOptions,
): Promise<number> {
  await refuseExisting(file, options.force);
  const part = join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}.part`);
  try {
    await pipeline(
      Readable.from(blocks, { objectMode: false }),
      createGzip({ chunkSize: CHUNK_BYTES }),
      // `flush`: on disk before it is closed.
      createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }),
      options.signal ? { signal: options.signal } : {},
    );
    await refuseExisting(file, options.force);
    await rename(part, file);
    await syncFolder(dirname(file));
    return (await stat(file)).size;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw toFault(error, file, 'noFolder');
  }
}

async function refuseExisting(file: string, force: boolean): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) throw new BackupFault({ kind: 'folder', file });
  if (found && !force) throw new BackupFault({ kind: 'exists', file });
}

/** The new name itself survives a power cut only when its folder is on disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  // Not every system lets a folder be opened or synced; the file itself is on disk in any case.
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** The unzipped bytes of a file. @throws BackupFault `noFile`, `foreign` (no gzip file) or `damaged` */
export async function* readUnzipped(file: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const done = pipeline(createReadStream(file, { highWaterMark: CHUNK_BYTES }), gunzip, {
    end: true,
    ...(signal ? { signal } : {}),
  });
  // Its failure is that of the loop below; here it must only not go unheard.
  done.catch(() => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
    await done;
  } catch (error) {
    throw toFault(error, file, 'noFile');
  } finally {
    gunzip.destroy();
  }
}

const PROBLEMS: Readonly<Record<string, FileProblem>> = {
  EEXIST: 'exists',
  ENOSPC: 'noRoom',
  EDQUOT: 'noRoom',
  EFBIG: 'noRoom',
  EACCES: 'notAllowed',
  EPERM: 'notAllowed',
  EROFS: 'notAllowed',
  EISDIR: 'folder',
  Z_BUF_ERROR: 'damaged',
  Z_DATA_ERROR: 'damaged',
};

function toFault(error: unknown, file: string, absent: FileProblem): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'AbortError') return new BackupFault({ kind: 'stopped' });
  const code = String(codeOf(error));
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new BackupFault({ kind: absent, file }, { cause: error });
  const isNoGzip = code === 'Z_DATA_ERROR' && error.message.includes('header');
  const kind = isNoGzip ? 'foreign' : PROBLEMS[code];
  return kind === undefined ? error : new BackupFault({ kind, file }, { cause: error });
}
