import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeBackup } from './decode.ts';
import { encodeBackup, type FilledSection } from './encode.ts';
import { writeWhole } from './file.ts';
import { FORMAT, type Header } from './format.ts';
import { BackupFault } from './problem.ts';
import { checkBackup } from './restore.ts';

const { BSON } = mongoose.mongo;
const HEADER: Header = {
  backup: 'paidan',
  format: FORMAT,
  app: '0.1.0',
  at: '',
  communities: ['北里'],
  about: {},
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paidan-file-'));
  file = join(folder, 'a.backup');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* sections(count: number): AsyncGenerator<FilledSection> {
  async function* documents() {
    for (let n = 0; n < count; n += 1) yield BSON.serialize({ _id: n, text: `诉求 ${n}`.repeat(n % 40) });
  }
  yield { collection: 'orders', again: false, documents: documents() };
  yield { collection: 'orders', again: true, documents: documents() };
  yield { collection: 'audits', again: false, documents: (async function* none() {})() };
}
const write = (count = 200, force = false): Promise<number> =>
  writeWhole(file, encodeBackup(HEADER, sections(count)), { force });
const problemOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'whole',
    (error: unknown) => (error instanceof BackupFault ? error.problem.kind : error),
  );

/** All documents as they are read, whatever the size of the pieces they come in. */
async function read(bytes: Buffer, piece = bytes.length): Promise<string[]> {
  const found: string[] = [];
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  }
  await decodeBackup(pieces(), 'x', ({ collection, again, bytes: document }) => {
    found.push(`${collection} ${again} ${document.toString('hex')}`);
  });
  return found;
}

describe('the file', () => {
  test('S30 it is read alike in pieces of any size', async () => {
    await write(50);
    const bytes = gunzipSync(readFileSync(file));
    const whole = await read(bytes);
    expect(whole).toHaveLength(100);
    for (const piece of [1, 3, 4, 5, 1000]) expect(await read(bytes, piece)).toEqual(whole);
  });

  test('S33 a file that was cut off anywhere is refused', async () => {
    await write();
    const bytes = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
        writeFileSync(file, bytes.subarray(0, length));
        expect(['damaged', 'foreign']).toContain(await problemOf(checkBackup(file)));
      }),
    );
  });

  test('S33 what it holds was changed anywhere, and it is refused', async () => {
    await write();
    const bytes = gunzipSync(readFileSync(file));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (place, mask) => {
          const changed = Buffer.from(bytes);
          changed[place] = (changed[place] ?? 0) ^ mask;
          writeFileSync(file, gzipSync(changed));
          expect(['damaged', 'foreign', 'newer']).toContain(await problemOf(checkBackup(file)));
        },
      ),
    );
  });

  test('S33 a damaged gzip stream is refused, and so is anything after the trailer', async () => {
    await write();
    const bytes = readFileSync(file);
    const damaged = Buffer.from(bytes);
    const middle = Math.floor(bytes.length / 2);
    damaged.fill(0, middle, middle + 40);
    writeFileSync(file, damaged);
    expect(await problemOf(checkBackup(file))).toBe('damaged');
    writeFileSync(file, gzipSync(Buffer.concat([gunzipSync(bytes), Buffer.from('more')])));
    expect(await problemOf(checkBackup(file))).toBe('damaged');
  });

  test.each([
    ['foreign', Buffer.from('留言编号,留言用户\n1,2\n')],
    ['foreign', gzipSync('not one of ours')],
    ['foreign', gzipSync(Buffer.alloc(3 * 1024 * 1024))],
    ['foreign', gzipSync('{"backup":"other","format":1,"app":"1"}\n')],
    ['damaged', Buffer.alloc(0)],
    ['newer', gzipSync(`{"backup":"paidan","format":${FORMAT + 1},"app":"9.0.0"}\n…`)],
    ['damaged', gzipSync(`{"backup":"paidan","format":${FORMAT},"app":"0.1.0"}\n`)],
  ])('S33 it says %s of what is no backup of this version', async (kind, bytes) => {
    writeFileSync(file, bytes);
    expect(await problemOf(checkBackup(file))).toBe(kind);
  });

  test('S33 no file, or a folder in its place, is said', async () => {
    expect(await problemOf(checkBackup(file))).toBe('noFile');
    mkdirSync(file);
    expect(await problemOf(checkBackup(file))).toBe('folder');
  });
});

describe('writing it', () => {
  test('S33 only its owner may read it', async () => {
    await write();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('S33 a file that is there is kept, unless it is to be replaced', async () => {
    writeFileSync(file, 'old');
    expect(await problemOf(write())).toBe('exists');
    expect(readFileSync(file, 'utf8')).toBe('old');
    await write(10, true);
    expect(await problemOf(checkBackup(file))).toBe('whole');
  });

  test('S33 what cannot be finished leaves no trace, and the old file as it was', async () => {
    writeFileSync(file, 'old');
    async function* failing() {
      yield Buffer.alloc(1_000_000, 'x');
      throw new Error('the database went away');
    }
    await expect(writeWhole(file, failing(), { force: true })).rejects.toThrow('the database went away');
    const ending = new AbortController();
    async function* endless() {
      for (;;) {
        yield Buffer.alloc(100_000, 'x');
        ending.abort();
      }
    }
    expect(await problemOf(writeWhole(file, endless(), { force: true, signal: ending.signal }))).toBe(
      'stopped',
    );
    expect(readdirSync(folder)).toEqual(['a.backup']);
    expect(readFileSync(file, 'utf8')).toBe('old');
  });

  test('S33 a place where nothing can be written is said', async () => {
    file = join(folder, 'missing', 'a.backup');
    expect(await problemOf(write())).toBe('noFolder');
    file = folder;
    expect(await problemOf(write())).toBe('folder');
    writeFileSync(join(folder, 'plain'), '');
    file = join(folder, 'plain', 'a.backup');
    expect(await problemOf(write())).toBe('noFolder');
  });

  test('S33 a folder that may not be written is said', async () => {
    chmodSync(folder, 0o500);
    // The superuser may write anywhere but among the kernel's own files.
    if (process.getuid?.() === 0) file = '/sys/a.backup';
    expect(await problemOf(write())).toBe('notAllowed');
    chmodSync(folder, 0o700);
    expect(existsSync(file)).toBe(false);
  });
});
