import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepProfile } from '../imports/profiles.ts';
import { writeBigCsv, writeBigXlsx } from '../imports/testing/big-file.ts';
import { startTestCore, type TestCore } from '../testing/core.ts';
import { stopTestDatabase, testDatabase } from '../testing/database.ts';
import { type Ran, runServerProgram } from '../testing/run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'paidan-cli-import-'));
let core: TestCore;
let uri: string;
beforeAll(async () => {
  uri = (await testDatabase()).uri;
  core = await startTestCore();
});
afterAll(async () => {
  await core.close();
  await stopTestDatabase();
  rmSync(folder, { recursive: true, force: true });
});

const database = () => ({ DATA_DIR: folder, MONGODB_URI: `${uri.replace(/\/?$/, '/')}${core.dbName}` });
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runServerProgram('cli/import.ts', args, { env: { ...database(), ...env } });
function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** Each test starts processes of its own. */
const SLOW = { timeout: 120_000 };

describe('npm run import', SLOW, () => {
  test('I12 a profile says what headings mean that nobody could guess, and where rows go', async () => {
    const headings = ['甲', '乙', '丙'];
    const path = file('odd.csv', [headings.join(), '801,楼道灯不亮,2025-06-01', '802,井盖松动,2025-06-02']);
    const unguessed = await run([path, '--area', 'north']);
    expect([unguessed.code, unguessed.err]).toEqual([
      1,
      expect.stringMatching(/^缺少列：.*文件里有：甲、乙、丙\n$/),
    ]);
    const unknown = await run([path, '--area', 'north', '--profile', '没有的']);
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('没有名为「没有的」的导入方案')]);

    await keepProfile(core.store.models, {
      newId: 'profile',
      communityId: 'north',
      name: '旧台账',
      settings: {
        mapping: { externalNo: '甲', text: '乙', at: '丙' },
        areaId: 'grid1',
        channel: 'visit',
        unanswered: 'history',
      },
      headings,
      now: core.clock.now,
    });
    const came = await run([path, '--profile', '旧台账']);
    expect([came.code, came.err]).toEqual([0, '']);
    expect(came.out).toContain('完成：2 行，新增 2，已有 0，有误 0');
    expect(await runServerProgram('cli/verify.ts', [], { env: database() })).toMatchObject({
      code: 0,
      err: '',
    });
    const orders = await core.store.models.orders.find({ externalKeys: /^north:80/ }).lean();
    expect(orders.map(({ areaId, channel }) => [areaId, channel])).toEqual([
      ['grid1', 'visit'],
      ['grid1', 'visit'],
    ]);
  });

  test('I9 refused rows go to the list that was asked for, and mended it can be imported itself', async () => {
    const path = file('some.csv', [
      '工单编号,标题,来电时间,诉求内容',
      '811,好的,2025-06-01,楼道灯不亮',
      '=812,坏的,昨天,"第一行',
      '第二行"',
    ]);
    const list = join(folder, 'refused.csv');
    const shown = await run([path, '--area', 'north', '--dry-run']);
    expect(shown.out).toContain('第 3 行 来电时间：时间看不懂 昨天');
    const came = await run([path, '--area', 'north', '--errors', list]);
    expect([came.code, came.err]).toEqual([0, '']);
    expect(came.out).toContain('完成：2 行，新增 1，已有 0，有误 1');
    expect(came.out).not.toContain('昨天');
    const text = readFileSync(list, 'utf8');
    expect(text.split('\r\n')[0]).toBe('\ufeff"行号","原因","工单编号","标题","来电时间","诉求内容"');
    expect(text).toContain('"来电时间：时间看不懂","\'=812","坏的","昨天","第一行\n第二行"');

    writeFileSync(list, text.replace('"昨天"', '"2025-06-03"'));
    const mended = await run([list, '--area', 'north']);
    expect(mended.out).toContain('完成：1 行，新增 1，已有 0，有误 0');
    expect(await core.store.models.orders.countDocuments({ externalKeys: 'north:=812' })).toBe(1);
  });

  test('I18 what becomes of rows without a reply is said on the command line; a slip of the pen is told', async () => {
    const path = file('waiting.csv', ['工单编号,标题,来电时间,诉求内容', '821,等着,2025-06-01,楼道灯不亮']);
    const slip = await run([path, '--area', 'north', '--unanswered', 'baord']);
    expect(slip.code).toBe(1);
    expect(slip.err).toContain('--unanswered history|board');
    const came = await run([path, '--area', 'north', '--unanswered', 'board']);
    expect(came.out).toContain('完成：1 行，新增 1，已有 0，有误 0，没有答复、上看板 1');
    const order = await core.store.models.orders.findOne({ externalKeys: 'north:821' }).lean();
    expect(order?.status).toBe('new');
  });

  test.each([
    ['xlsx', writeBigXlsx],
    ['csv', writeBigCsv],
  ])('I2 %s: a file larger than what is left of the heap is read within it', async (kind, write) => {
    const rows = 4000;
    const path = join(folder, `big.${kind}`);
    // About 19 million characters of two bytes; the program itself takes 30 MB.
    await write(path, { rows, seed: 21, chars: 2900 });
    const tried = await run([path, '--area', 'north', '--dry-run'], {
      NODE_OPTIONS: '--max-old-space-size=56',
    });
    expect([tried.code, tried.err]).toEqual([0, '']);
    expect(tried.out).toContain(`完成：${rows} 行，新增 ${rows}`);
  });
});
