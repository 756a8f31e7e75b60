import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { IMPORT_BOUNDS } from '../../../shared/protocol/imports.ts';

/** Uploaded files in the data directory of this server, by the id of their import. */
export interface ImportFiles {
  readonly folder: string;
  /** Takes an upload; a half of one is never found under its id. @returns its size in bytes */
  take(id: string, source: Readable): Promise<number>;
  pathOf(id: string): string;
  has(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
  /** Removes what nobody asked for in a day, and what a server that was killed left behind. */
  removeOld(now: number): Promise<void>;
}

export function createImportFiles(dataDir: string): ImportFiles {
  const folder = join(dataDir, 'imports');
  const pathOf = (id: string): string => join(folder, `${id}.table`);
  return {
    folder,
    pathOf,
    async take(id, source) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const part = join(folder, `${id}.part`);
      try {
        // Letters hold what residents wrote: nobody else on the machine need read them.
        await pipeline(source, createWriteStream(part, { mode: 0o600 }));
        await rename(part, pathOf(id));
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
      return (await stat(pathOf(id))).size;
    },
    has: async (id) => await exists(pathOf(id)),
    remove: (id) => rm(pathOf(id), { force: true }),
    async removeOld(now) {
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name);
        const at = await stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => now,
        );
        if (now - at > IMPORT_BOUNDS.uploadKeptMs) await rm(path, { force: true });
      }
    },
  };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
