import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backUp } from '../backup/back-up.ts';
import { startEmbeddedMongo } from '../embedded-mongo/start.ts';
import { startTestCore } from '../testing/core.ts';
import { stopTestDatabase, testDatabase } from '../testing/database.ts';
import { type RunOptions, runServerProgram } from '../testing/run-program.ts';

let folder: string;
let dataDir: string;
let file: string;
const cleanups: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paidan-cli-'));
  dataDir = join(folder, 'data');
  file = join(folder, 'a.backup');
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(stopTestDatabase);

const run = (program: 'backup' | 'restore' | 'verify', args: readonly string[], options: RunOptions = {}) =>
  runServerProgram(`cli/${program}.ts`, args, { ...options, env: { DATA_DIR: dataDir, ...options.env } });

/** The engine as a running server holds it. */
async function serve() {
  const engine = await startEmbeddedMongo({ directory: join(dataDir, 'db') });
  cleanups.push(() => engine.stop());
  return engine;
}
async function community(uri: string, dbName = 'paidan') {
  const core = await startTestCore({ uri, dbName });
  await core.submit();
  return core;
}

/** Each test starts processes of its own. */
const SLOW = { timeout: 120_000 };

describe('on the embedded engine', SLOW, () => {
  test('S31 a backup is taken while the product runs; a restore asks to stop it first', async () => {
    const engine = await serve();
    const core = await community(engine.uri);
    cleanups.push(() => core.close());
    const saved = await run('backup', [file]);
    expect([saved.code, saved.err]).toEqual([0, '']);
    expect(saved.out).toMatch(/^已备份 \d+ 条数据（0\.0 MiB）：.*a\.backup\n$/);
    const [verified, early] = await Promise.all([run('verify', []), run('restore', [file, '--replace'])]);
    expect([verified.code, verified.err]).toEqual([0, '']);
    expect([early.code, early.err]).toEqual([
      2,
      expect.stringMatching(/^数据目录 .* 正被另一个进程使用。请先停止它.*。\n$/),
    ]);
    expect(await core.store.models.orders.countDocuments()).toBe(1);
  });

  test('S31 restored into a new data directory it is served; what is there is not replaced unasked', async () => {
    const database = await testDatabase();
    const { uri } = database;
    const name = database.freshName();
    const core = await community(uri, name);
    cleanups.push(() => core.close());
    await backUp(
      {
        connection: core.store.connection,
        db: core.store.connection.getClient().db(name),
        close: () => core.close(),
      },
      { file, app: '0.1.0' },
    );
    const restored = await run('restore', [file]);
    expect([restored.code, restored.err]).toEqual([0, '']);
    expect(restored.out).toContain('北里社区、南里社区');
    expect(restored.out).toContain('已核对 0 条评价、0 组月度数据，全部一致。');
    const occupied = await run('restore', [file]);
    expect([occupied.code, occupied.err]).toEqual([
      2,
      '数据库里已有数据。加上 --replace 会用备份替换全部现有数据。\n',
    ]);
    const served = await startTestCore({ uri: (await serve()).uri, dbName: 'paidan', seed: false });
    cleanups.push(() => served.close());
    expect(await served.store.models.orders.countDocuments()).toBe(1);
  });

  test('S31 a mistyped data directory is said and not made', async () => {
    const ran = await run('backup', [file]);
    expect([ran.code, ran.err]).toEqual([
      2,
      expect.stringMatching(/^数据库里还没有社区，.*请检查 DATA_DIR 或 MONGODB_URI。\n$/),
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('through any connection string', SLOW, () => {
  test('S30 backup, check and restore', async () => {
    const database = await testDatabase();
    const { uri } = database;
    const [from, to] = [database.freshName(), database.freshName()];
    const core = await community(uri, from);
    cleanups.push(() => core.close());
    cleanups.push(() => drop(uri, to));
    expect((await run('backup', [file], { env: { MONGODB_URI: inDatabase(uri, from) } })).err).toBe('');
    const checked = await run('restore', [file, '--check'], { env: { LANG: 'en_US.UTF-8' } });
    expect([checked.code, checked.out]).toEqual([
      0,
      expect.stringMatching(/is whole: 北里社区, 南里社区, .*version/),
    ]);
    const restored = await run('restore', [file], { env: { MONGODB_URI: inDatabase(uri, to) } });
    expect([restored.code, restored.err]).toEqual([0, '']);
    expect(existsSync(dataDir)).toBe(false);
  });

  test('S33 a full disk is said, and leaves nothing behind', async () => {
    const database = await testDatabase();
    const { uri } = database;
    const name = database.freshName();
    const core = await community(uri, name);
    cleanups.push(() => core.close());
    for (const _id of ['p1', 'p2'])
      await core.store.models.photos.create({ _id, bytes: randomBytes(1_000_000), size: 1_000_000 });
    // A file size limit stands for the disk: 2,048 blocks of 512 bytes.
    const before = "trap '' XFSZ && ulimit -f 2048";
    const ran = await run('backup', [file], { before, env: { MONGODB_URI: inDatabase(uri, name) } });
    expect([ran.code, ran.err]).toEqual([
      2,
      expect.stringMatching(/^磁盘空间不足，未写成 .*请腾出空间后重试。\n$/),
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('S35 bad arguments, files and databases are each one sentence, and nothing is made', async () => {
    writeFileSync(join(folder, 'text'), 'no backup');
    const away = { MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200' };
    const cases: [...Parameters<typeof run>, RegExp][] = [
      ['backup', [], {}, /^用法：npm run backup -- 文件/],
      ['restore', ['one', 'two'], {}, /^用法：npm run restore -- 文件/],
      ['backup', [file, '--all'], {}, /^不认识的参数 --all。可用参数：--force、--demo。/],
      ['restore', [file], {}, /^没有文件 .*a\.backup。/],
      ['restore', [join(folder, 'text')], {}, /不是本系统的备份文件。/],
      ['backup', [file], { env: away }, /^无法连接数据库。/],
      ['backup', [file], { env: { MONGODB_URI: 'mysql://x' } }, /^设置 MONGODB_URI 无效/],
    ];
    const all = await Promise.all(
      cases.map(async ([program, args, options, sentence]) => ({
        sentence,
        ...(await run(program, args, options)),
      })),
    );
    for (const { code, out, err, sentence } of all) {
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(sentence);
      expect(err.split('\n')).toHaveLength(2);
    }
    expect(readdirSync(folder)).toEqual(['text']);
  });
});

function inDatabase(uri: string, name: string): string {
  const [, server = '', options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*(\?.*)?$/.exec(uri) ?? [];
  return `${server}/${name}${options}`;
}

async function drop(uri: string, name: string): Promise<void> {
  const connection = await mongoose.createConnection(uri, { dbName: name }).asPromise();
  await connection.dropDatabase();
  await connection.close();
}
