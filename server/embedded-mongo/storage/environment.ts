import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, RootDatabase } from 'lmdb';
import { open } from 'lmdb';

export type BinaryTable = Database<Buffer, Buffer>;

/** The LMDB environment: one file with three tables. */
export interface Environment {
  readonly root: RootDatabase<Buffer, Buffer>;
  /** Collection id (4 bytes) and record id (6 bytes) → BSON. */
  readonly records: BinaryTable;
  /** Index id (4 bytes), key, and for indexes that are not unique the record id → record id. */
  readonly entries: BinaryTable;
  /** Namespace → its definition as Extended JSON. */
  readonly definitions: Database<string, string>;
}

const DATA_FILE = 'data.mdb';
const META_BYTES = 128;
/** LMDB's mark, at the same place in the first page of every file. */
const MAGIC = Buffer.from([0xde, 0xc0, 0xef, 0xbe]);
const MAGIC_OFFSETS = [16, 24];

export class CorruptFileError extends Error {}

/** Opens or creates the data file in the directory. Throws CorruptFileError, leaving the file as it is. */
export function openEnvironment(directory: string): Environment {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, DATA_FILE);
  refuseForeignFile(path);
  try {
    const root = open<Buffer, Buffer>({
      path,
      noSubdir: true,
      maxDbs: 4,
      // A commit has reached the disk when it returns: an acknowledged write survives a power cut.
      overlappingSync: false,
      keyEncoding: 'binary',
      encoding: 'binary',
    });
    const binary = { keyEncoding: 'binary', encoding: 'binary' } as const;
    return {
      root,
      records: root.openDB('records', binary),
      entries: root.openDB('entries', binary),
      definitions: root.openDB('definitions', { encoding: 'string' }),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/MDB_|corrupt|invalid|not an LMDB/i.test(message))
      throw new CorruptFileError(`${path} cannot be read: ${message}`, { cause: error });
    throw error;
  }
}

/** LMDB itself may crash on a file that is not its own, or overwrite it. */
function refuseForeignFile(path: string): void {
  if (!existsSync(path) || statSync(path).size === 0) return;
  const head = Buffer.alloc(META_BYTES);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, META_BYTES, 0);
  } finally {
    closeSync(file);
  }
  if (!MAGIC_OFFSETS.some((offset) => head.subarray(offset, offset + MAGIC.length).equals(MAGIC)))
    throw new CorruptFileError(`${path} is not a data file of this engine, or its beginning is damaged`);
}

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export function recordKey(collection: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(10);
  key.writeUInt32BE(collection, 0);
  key.writeUIntBE(record, 4, 6);
  return key;
}

export function recordIdBytes(record: number): Buffer {
  const bytes = Buffer.allocUnsafe(6);
  bytes.writeUIntBE(record, 0, 6);
  return bytes;
}
