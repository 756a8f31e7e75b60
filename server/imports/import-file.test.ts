import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../testing/core.ts';
import { AREAS } from '../testing/world.ts';
import { BadMapping, type ImportOptions, importFile } from './import-file.ts';
import { importTexts, toErrorList } from './report.ts';
import { UnreadableTable } from './table.ts';

const HEAD = '留言编号,留言用户,留言主题,留言时间,留言详情,答复意见,答复时间';
const line = (n: number, more: Partial<{ at: string; text: string; reply: string }> = {}): string =>
  `${n},用户${n},主题${n},${more.at ?? '2019/4/25 9:32:09'},"${more.text ?? `内容${n}，电话13800000000`}",${more.reply ?? '已处理'},2019/5/10 14:56:53`;

/** A real file from outside; its content is never copied into the project. */
const LETTERS = fileURLToPath(new URL('../../../shared/data/citizen-letters.xlsx', import.meta.url));

describe('import of letters', () => {
  let core: TestCore;
  const scratch = mkdtempSync(join(tmpdir(), 'paidan-import-'));
  const file = (name: string, bytes: string | Buffer): string => {
    const path = join(scratch, name);
    writeFileSync(path, bytes);
    return path;
  };
  const run = (path: string, more: Partial<ImportOptions> = {}) =>
    importFile(
      {
        models: core.store.models,
        zone: core.rules.zone(),
        settings: core.rules.settings(),
        now: () => Date.UTC(2026, 0, 1),
      },
      { path, place: { area: AREAS.north, item: null, channel: 'hotline12345', importId: 'test' }, ...more },
    );

  beforeAll(async () => {
    core = await startTestCore();
  });
  afterAll(async () => {
    await core.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('I1 brings letters in once, however often the file is imported', async () => {
    const path = file(
      'utf8.csv',
      `\ufeff${HEAD}\n${line(1)}\n${line(2)}\n${line(3, { text: '\n\t\t\t\n\t\t\t重复的正文\r\n' })}\n`,
    );
    expect(await run(path)).toMatchObject({ rows: 3, created: 3, known: 0, failed: 0 });
    expect(await run(path)).toMatchObject({ rows: 3, created: 0, known: 3, failed: 0 });
    const order = await core.store.models.orders.findOne({ 'reports.externalNo': '1' }).lean();
    expect(order).toMatchObject({
      status: 'closed',
      createdAt: Date.UTC(2019, 3, 25, 1, 32, 9),
      closedAt: Date.UTC(2019, 4, 10, 6, 56, 53),
      result: '已处理',
    });
    expect(order?.no).toMatch(/^BL19-\d+$/);
  });

  it('I8 hides numbers in what the public can see and keeps the text itself', async () => {
    await run(
      file(
        'mask.csv',
        `${HEAD}\n40,某人,请回电13912345678谢谢,2019/4/25 9:32:09,请回电13912345678,好,2019/5/10\n`,
      ),
    );
    const order = await core.store.models.orders.findOne({ 'reports.externalNo': '40' }).lean();
    expect(order?.title).toBe('请回电139******78谢谢');
    expect(order?.reports[0]?.text).toContain('13912345678');
  });

  it('I2 reads GB18030, and xlsx with dates as text and as serials', async () => {
    const gb = file('gb.csv', iconv.encode(`${HEAD}\n${line(10)}\n`, 'gb18030'));
    expect(await run(gb)).toMatchObject({ created: 1, failed: 0 });
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('letters');
    sheet.addRow(HEAD.split(','));
    sheet.addRow([20, 'A', '主题', 43_580.5, '正文', '好', '2019-05-10']);
    sheet.addRow([21, 'A', '主题', '2019年4月25日 9时32分', '正文', '好', new Date(Date.UTC(2019, 4, 10))]);
    const path = join(scratch, 'dates.xlsx');
    await book.xlsx.writeFile(path);
    expect(await run(path)).toMatchObject({ created: 2, failed: 0 });
    const order = await core.store.models.orders.findOne({ 'reports.externalNo': '20' }).lean();
    expect(order?.createdAt).toBe(Date.UTC(2019, 3, 25, 4));
  });

  it('I5 leaves three bad rows of five thousand out, says why, and loses nothing else', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => line(100_000 + i));
    rows[10] = line(100_010, { at: '不知道' });
    rows[20] = line(100_020, { text: '' }).replace('主题100020', '');
    rows[4999] = `,用户,主题,2019/4/25,正文,好,2019/5/10`;
    const result = await run(file('many.csv', `${HEAD}\n${rows.join('\n')}\n`));
    expect(result).toMatchObject({ rows: 5000, created: 4997, failed: 3 });
    expect(result.errors.map((error) => error.problem)).toEqual(['bad_date', 'no_text', 'no_external_no']);
  });

  it('I3 stops where it is cancelled and goes on from there the next time', async () => {
    const rows = Array.from({ length: 1200 }, (_, i) => line(200_000 + i));
    const path = file('cancel.csv', `${HEAD}\n${rows.join('\n')}\n`);
    expect(await run(path, { isCancelled: () => true })).toMatchObject({ cancelled: true, created: 500 });
    expect(await run(path)).toMatchObject({ cancelled: false, created: 700, known: 500 });
  });

  it('I4 says what is wrong with a file or its columns', async () => {
    await expect(run(file('empty.csv', ''))).rejects.toThrow(UnreadableTable);
    await expect(
      run(file('broken.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]))),
    ).rejects.toThrow(UnreadableTable);
    await expect(run(file('other.csv', 'a,b\n1,2\n'))).rejects.toThrow(BadMapping);
  });

  it('I9 writes no formula into the list of errors', () => {
    const list = toErrorList(
      [{ rowNumber: 2, column: '编号', problem: 'bad_date', value: '=cmd()' }],
      importTexts('zh-CN'),
    );
    expect(list).toContain(`"'=cmd()"`);
  });

  it(
    existsSync(LETTERS)
      ? 'I10 brings in all 2,816 real letters'
      : 'I10 (the folder with real letters is absent: nothing to try)',
    async () => {
      if (!existsSync(LETTERS)) return;
      const result = await run(LETTERS);
      expect(result.rows).toBe(2816);
      expect(result.created + result.known + result.failed).toBe(2816);
      expect(result.failed).toBe(0);
    },
  );
});
