import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { startEmbeddedMongo } from './embedded-mongo/start.ts';
import { explainStart } from './start-failure.ts';
import { runServerProgram } from './testing/run-program.ts';
import { cliTexts } from './texts.ts';

let folder: string;
const cleanups: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paidan-start-'));
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  rmSync(folder, { recursive: true, force: true });
});

type Env = Readonly<Record<string, string>>;
const start = (env: Env, args: readonly string[] = []) =>
  runServerProgram('main.ts', args, {
    env: { DATA_DIR: join(folder, 'data'), PORT: '0', LOG_LEVEL: 'silent', ...env },
  });

/** It ends with 1 and says nothing but one sentence. */
async function expectSentence(sentence: RegExp, env: Env, args: readonly string[] = []): Promise<void> {
  const { code, out, err } = await start(env, args);
  expect(err).toMatch(sentence);
  expect([code, out, err.split('\n').length]).toEqual([1, '', 2]);
}

function sentenceOf(env: Env): string {
  try {
    return `taken: ${readConfig(env).port}`;
  } catch (error) {
    return explainStart(error, null, cliTexts('zh-CN'));
  }
}

/** Each of these starts processes of its own. */
const SLOW = { timeout: 120_000 };

describe('what keeps the product from starting is one sentence that says what to do', SLOW, () => {
  test.each<[RegExp, Env]>([
    [/^设置 PORT 无效：应为 0 到 65535 之间的整数。$/, { PORT: '0x50' }],
    [/^设置 PORT 无效/, { PORT: '70000' }],
    [
      /^设置 MONGODB_URI 无效：应为以 mongodb:\/\/ 或 mongodb\+srv:\/\/ 开头的地址。$/,
      { MONGODB_URI: 'localhost' },
    ],
    [/^设置 REDIS_URL 无效/, { REDIS_URL: 'redis://:99999999' }],
    [/^设置 PUBLIC_URL 无效/, { PUBLIC_URL: 'https://' }],
    [/^设置 TRUST_PROXY 无效/, { TRUST_PROXY: 'nginx' }],
    [/^设置 TRUST_PROXY 无效/, { TRUST_PROXY: 'loopback, 10.0.0.0/33' }],
    [/^设置 TZ_NAME 无效/, { TZ_NAME: 'Mars' }],
    [/^设置 LOG_LEVEL 无效：应为 fatal、.* 之一。$/, { LOG_LEVEL: 'loud' }],
  ])('G2 %s', (sentence, env) => {
    expect(sentenceOf(env)).toMatch(sentence);
  });

  test('G2 settings that mean something are taken', () => {
    for (const TRUST_PROXY of [
      'true',
      'false',
      '2',
      'loopback',
      'loopback, 10.0.0.0/8, ::1, 10.1.0.0/255.255.0.0',
    ])
      expect(readConfig({ TRUST_PROXY }).trustProxy).toBe(TRUST_PROXY);
    expect(readConfig({ PUBLIC_URL: 'https://paidan.example.org/' }).publicUrl).toBe(
      'https://paidan.example.org',
    );
  });

  test('G2 a bad setting or option ends the program before anything is made', async () => {
    await Promise.all([
      expectSentence(/^The setting PORT must be a whole number/, { PORT: 'abc', LANG: 'en_GB.UTF-8' }),
      expectSentence(/^不认识的参数 --port。可用参数：--demo、--quiet。/, {}, ['--port']),
      expectSentence(/^设置 MONGODB_URI 无效：应为 MongoDB 连接字符串/, { MONGODB_URI: 'mongodb://' }),
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('G2 a database that does not answer', async () => {
    const MONGODB_URI = 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200';
    await expectSentence(/^无法连接数据库。请确认数据库正在运行，并检查环境变量 MONGODB_URI/, {
      MONGODB_URI,
    });
  });

  test('G2 a port that is in use, and an address that is not this machine’s', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanups.push(() => server.close());
    const port = String((server.address() as AddressInfo).port);
    await expectSentence(
      new RegExp(`^127.0.0.1 的端口 ${port} 已被其他程序占用。请停止该程序，或用环境变量 PORT`),
      { PORT: port },
    );
    await expectSentence(/^本机没有地址 192\.0\.2\.1。请检查环境变量 HOST。/, { HOST: '192.0.2.1' });
  });

  test('G2 a data directory that another process uses', async () => {
    const engine = await startEmbeddedMongo({ directory: join(folder, 'data', 'db') });
    cleanups.push(() => engine.stop());
    await expectSentence(/^数据目录 .*data 正被另一个进程使用。请先停止它，或用环境变量 DATA_DIR/, {});
  });

  test('G2 a data directory that cannot be written, or is damaged', async () => {
    writeFileSync(join(folder, 'plain'), '');
    const unusable = /^无法使用数据目录 .*。请检查权限和磁盘空间，或用环境变量 DATA_DIR/;
    await expectSentence(unusable, { DATA_DIR: join(folder, 'plain') });
    // Nobody may make a folder among the kernel's own, not even the superuser.
    await expectSentence(unusable, { DATA_DIR: '/sys/paidan' });
  });
});
