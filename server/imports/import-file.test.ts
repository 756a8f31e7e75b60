import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { replay } from '../../shared/order/evolve.ts';
import { toProgress } from '../../shared/order/progress.ts';
import type { ImportSettings } from '../../shared/protocol/imports.ts';
import type { OrderDocument } from '../store/collections/orders.ts';
import { startTestCore, type TestCore } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { BadMapping, type ImportBatch, type ImportOptions, importFile, UnknownPlace } from './import-file.ts';
import type { RefusedRow } from './letter.ts';
import { guessMapping, headingsOf } from './mapping.ts';
import { openTable } from './readers/open.ts';
import { writeBigXlsx } from './testing/big-file.ts';

const HEAD = '留言编号,留言用户,留言主题,留言时间,留言详情,答复意见,答复时间';
const SETTINGS: ImportSettings = {
  mapping: guessMapping(HEAD.split(',')),
  areaId: 'north',
  channel: 'hotline12345',
  unanswered: 'history',
};
const NOW = Date.UTC(2026, 0, 1);
type Parts = Partial<Record<'at' | 'text' | 'title' | 'reply' | 'replyAt', string>>;
const line = (n: number, more: Parts = {}): string =>
  `${n},用户${n},${more.title ?? `主题${n}`},${more.at ?? '2019/4/25 9:32:09'},"${more.text ?? `内容${n}`}",${more.reply ?? '已处理'},${more.replyAt ?? '2019/5/10 14:56:53'}`;

/** A real file from outside; its content is never copied into the project. */
const LETTERS =
  process.env['LETTERS'] ??
  fileURLToPath(new URL('../../../shared/data/citizen-letters.xlsx', import.meta.url));

describe('import of letters', () => {
  let core: TestCore;
  const scratch = mkdtempSync(join(tmpdir(), 'paidan-import-'));
  const file = (name: string, bytes: string | Buffer): string => {
    const path = join(scratch, name);
    writeFileSync(path, bytes);
    return path;
  };
  const run = async (path: string, more: Partial<ImportOptions> = {}) => {
    const refused: RefusedRow[] = [];
    const { models } = core.store;
    const result = await importFile(
      { models, rules: core.rules, now: () => NOW },
      {
        path,
        settings: SETTINGS,
        importId: 'test',
        scratch,
        onBatch: (batch: ImportBatch) => {
          refused.push(...batch.refused);
          return Promise.resolve(true);
        },
        ...more,
      },
    );
    return { ...result, refused };
  };
  const orderOf = async (externalNo: string): Promise<OrderDocument> => {
    const order = await core.store.models.orders.findOne({ externalKeys: `north:${externalNo}` }).lean();
    if (!order) throw new Error(`${externalNo} did not come in`);
    return order;
  };

  beforeAll(async () => {
    core = await startTestCore();
  });
  afterAll(async () => {
    await core.close();
    await stopTestDatabase();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('I1 brings letters in once, however often the file is imported', async () => {
    const path = file(
      'utf8.csv',
      `\ufeff${HEAD}\n${line(1)}\n${line(2)}\n${line(3, { text: '\n\t\t\t\n\t\t\t重复的正文\r\n' })}\n${line(3)}\n`,
    );
    expect(await run(path)).toMatchObject({ rows: 4, created: 3, known: 1, refused: [] });
    expect(await run(path)).toMatchObject({ rows: 4, created: 0, known: 4 });
    const order = await orderOf('1');
    expect(order).toMatchObject({
      status: 'closed',
      createdAt: Date.UTC(2019, 3, 25, 1, 32, 9),
      closedAt: Date.UTC(2019, 4, 10, 6, 56, 53),
      result: '已处理',
    });
    expect(order.no).toMatch(/^BL19-\d+$/);
    expect((await orderOf('3')).reports[0]?.text).toBe('重复的正文');
  });

  it('I1 two who import the same file at once bring it in once', async () => {
    const path = file(
      'twice.csv',
      `${HEAD}\n${Array.from({ length: 900 }, (_, i) => line(5000 + i)).join('\n')}\n`,
    );
    const [one, other] = await Promise.all([run(path), run(path)]);
    expect(one.created + other.created).toBe(900);
    expect(one.known + other.known).toBe(900);
    expect(await core.store.models.orders.countDocuments({ externalKeys: /^north:5\d{3}$/ })).toBe(900);
  });

  it('I1 a ticket that staff took in by its number is known', async () => {
    const { actor } = await core.makeMember({ roles: ['officer'] });
    await core.commands.run(actor, {
      id: 'by-hand',
      type: 'submit',
      payload: { areaId: 'grid1', text: '灯不亮', externalNo: '777', channel: 'hotline12345' },
    });
    expect(await run(file('known.csv', `${HEAD}\n${line(777)}\n`))).toMatchObject({ created: 0, known: 1 });
  });

  it('I8 hides numbers in what the public can see and keeps the text itself', async () => {
    const id = '11010119900307123X';
    const words = `请回电13912345678，身份证${id}`;
    await run(file('mask.csv', `${HEAD}\n${line(40, { title: words, text: words, reply: words })}\n`));
    const order = await orderOf('40');
    const seen = JSON.stringify([order.title, order.address, toProgress(order, null, { areaName: '' })]);
    expect(order.title).toContain('请回电139******78');
    expect(seen).not.toContain('13912345678');
    expect(seen).not.toContain(id);
    expect(order.reports[0]?.text).toBe(words);
    expect(order.result).toBe(words);
  });

  it('I15 contact data is kept apart, and only while its time is not over', async () => {
    const recent = { at: '2025-12-01 08:00', replyAt: '2025-12-02' };
    await run(file('contact.csv', `${HEAD}\n${line(50, recent)}\n${line(51)}\n`));
    const order = await orderOf('50');
    expect(order.reports[0]?.hasContact).toBe(true);
    expect(JSON.stringify(order)).not.toContain('用户50');
    const kept = await core.store.models.contacts.findOne({ orderId: order._id }).lean();
    expect(kept).toMatchObject({ name: '用户50', communityId: 'north' });
    expect((await orderOf('51')).reports[0]?.hasContact).toBe(false);
  });

  it('I2 reads GB18030, also when the first Chinese character comes late', async () => {
    const head = 'id,name,title,date,text,reply,closed';
    const rows = `1001,A,t,2019-04-25,${'x'.repeat(9000)},ok,2019-05-10\n`;
    const ascii = Array.from({ length: 40 }, (_, i) => rows.replace('1001', String(2000 + i))).join('');
    const gb = file(
      'gb.csv',
      iconv.encode(`${head}\n${ascii}3001,A,路灯,2019-04-25,路灯不亮,好,2019-05-10\n`, 'gb18030'),
    );
    const settings = { ...SETTINGS, mapping: guessMapping(head.split(',')) };
    expect(await run(gb, { settings })).toMatchObject({ created: 41, refused: [] });
    expect((await orderOf('3001')).reports[0]?.text).toBe('路灯不亮');
  });

  it('I2 a workbook made by another program comes in like a csv file', async () => {
    const path = join(scratch, 'book.xlsx');
    await writeBigXlsx(path, { rows: 1200, seed: 3, chars: 60, bad: [7] });
    const table = await openTable(path, scratch);
    let headings: string[] = [];
    for await (const row of table.rows()) {
      headings = headingsOf(row.cells);
      break;
    }
    const settings = { ...SETTINGS, mapping: guessMapping(headings) };
    const result = await run(path, { settings });
    expect(result).toMatchObject({ rows: 1200, created: 1199 });
    expect(result.refused.map(({ rowNumber, complaints }) => [rowNumber, complaints[0]?.problem])).toEqual([
      [8, 'bad_date'],
    ]);
    const order = await orderOf('003000000002');
    expect(order.itemId === null || order.itemId === 'lamp' || order.itemId === 'noise').toBe(true);
  });

  it('I5 leaves three bad rows of five thousand out, says why, and loses nothing else', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => line(100_000 + i));
    rows[10] = line(100_010, { at: '不知道' });
    rows[20] = line(100_020, { text: '', title: '' });
    rows[4999] = `,用户,主题,2019/4/25,正文,好,2019/5/10`;
    const result = await run(file('many.csv', `${HEAD}\n${rows.join('\n')}\n`));
    expect(result).toMatchObject({ rows: 5000, created: 4997 });
    expect(result.refused.map(({ rowNumber, complaints }) => [rowNumber, complaints[0]?.problem])).toEqual([
      [12, 'bad_date'],
      [22, 'no_text'],
      [5001, 'no_external_no'],
    ]);
    expect(await core.store.models.orders.countDocuments({ externalKeys: /^north:10\d{4}$/ })).toBe(4997);
  });

  it('I3 stops where it is cancelled and goes on from there the next time', async () => {
    const rows = Array.from({ length: 6000 }, (_, i) => line(200_000 + i, { at: '2025-12-01', replyAt: '' }));
    const path = file('cancel.csv', `${HEAD}\n${rows.join('\n')}\n`);
    const stopped = await run(path, { onBatch: () => Promise.resolve(false) });
    expect(stopped).toMatchObject({ cancelled: true, rows: 1000, created: 1000 });
    // What was read ahead and made ready left nothing behind.
    expect(await core.store.models.orders.countDocuments({ externalKeys: /^north:20\d{4}$/ })).toBe(1000);
    expect(await core.store.models.contacts.countDocuments({ name: /^用户20\d{4}$/ })).toBe(1000);
    expect(await run(path)).toMatchObject({ cancelled: false, created: 5000, known: 1000 });
  });

  it('I7 a row without a reply comes in closed as well, and is counted', async () => {
    const rows = [line(800_001, { reply: '' }), line(800_002), line(800_003, { reply: '', replyAt: '' })];
    const path = file('unanswered.csv', `${HEAD}\n${rows.join('\n')}\n`);
    expect(await run(path, { dryRun: true })).toMatchObject({ created: 3, unanswered: 2 });
    expect(await run(path)).toMatchObject({ created: 3, unanswered: 2 });
    expect(await orderOf('800001')).toMatchObject({ status: 'closed', result: null });
    expect(await run(path)).toMatchObject({ created: 0, unanswered: 0 });
  });

  it('I18 a row without a reply is a request of today if that is wanted: its clocks run, and its time of old is kept', async () => {
    const settings = { ...SETTINGS, unanswered: 'board' as const };
    const rows = [
      line(810_001, { reply: '', replyAt: '', title: '路灯不亮，电话 13800001234' }),
      line(810_002),
    ];
    const path = file('open.csv', `${HEAD}\n${rows.join('\n')}\n`);
    expect(await run(path, { settings, dryRun: true })).toMatchObject({
      created: 2,
      opened: 1,
      unanswered: 0,
    });
    expect(await run(path, { settings })).toMatchObject({ created: 2, opened: 1, unanswered: 0 });
    const order = await orderOf('810001');
    expect(order).toMatchObject({
      status: 'new',
      title: expect.stringMatching(/^路灯不亮，电话 138\*+/) as string,
      createdAt: NOW,
      no: expect.stringMatching(/^BL26-/) as string,
      pending: [],
      reports: [
        { at: Date.UTC(2019, 3, 25, 1, 32, 9), rateByCallback: true, trackingHash: '', hasContact: true },
      ],
    });
    expect(order.clocks.resolve?.startedAt).toBe(NOW);
    expect(order.nextTickAt).toBeGreaterThan(NOW);
    expect(replay(order.history)).toMatchObject({ status: 'new', clocks: order.clocks });
    const contact = await core.store.models.contacts.findOne({ orderId: order._id }).lean();
    expect(contact?.name).toBe('用户810001');
    expect(await orderOf('810002')).toMatchObject({ status: 'closed' });
    // The same ticket again, answered in the other system meanwhile, is known and stays ours.
    const later = file('open-later.csv', `${HEAD}\n${line(810_001)}\n`);
    expect(await run(later, { settings })).toMatchObject({ created: 0, known: 1, opened: 0 });
    expect((await orderOf('810001')).status).toBe('new');
  });

  it('I18 what is said to be done, or names what is out of use, does no harm', async () => {
    const settings = {
      ...SETTINGS,
      mapping: { ...SETTINGS.mapping, item: '事项' },
      unanswered: 'board' as const,
    };
    const { items } = core.store.models;
    const old = await items.findByIdAndUpdate('noise', { active: false }).lean();
    const rows = [line(820_001, { reply: '' }), line(820_002, { reply: '', replyAt: '' })];
    const path = file(
      'done.csv',
      `${HEAD},事项\n${rows.map((row) => `${row},${old?.name ?? ''}`).join('\n')}\n`,
    );
    expect(await run(path, { settings })).toMatchObject({ created: 2, opened: 1, unanswered: 1 });
    expect((await orderOf('820001')).status).toBe('closed');
    expect(await orderOf('820002')).toMatchObject({ status: 'new', itemId: null });
    expect((await orderOf('820002')).categoryId).toBe('disputes');
    await items.updateOne({ _id: 'noise' }, { active: true });
  });

  it('I1 the first row of a number counts, also when the next one comes a batch later', async () => {
    const many = Array.from({ length: 1600 }, (_, n) => line(830_000 + n));
    const again = [830_100, 830_700].map((n) => line(n, { text: '后来的一行' }));
    const path = file('twice.csv', `${HEAD}\n${[...many, ...again].join('\n')}\n`);
    expect(await run(path)).toMatchObject({ rows: 1602, created: 1600, known: 2 });
    expect((await orderOf('830700')).reports[0]?.text).toBe('内容830700');
  });

  it('I1 a number that another order has is told, not taken for known', async () => {
    const path = file('taken.csv', `${HEAD}\n${line(840_001, { at: '2018-02-01', replyAt: '' })}\n`);
    const { orders, counters } = core.store.models;
    await counters.deleteMany({ _id: /18$/ });
    await orders.collection.insertOne({ _id: 'taken' as unknown as never, no: 'BL18-1' });
    await expect(run(path)).rejects.toThrow(/no_1/);
    await orders.collection.deleteOne({ _id: 'taken' as unknown as never });
    expect(await run(path)).toMatchObject({ created: 1 });
  });

  it('I10 numbers count in the year of the real date, in its order, and none twice', async () => {
    const years = ['2021-06-01', '2020-12-31 23:59', '2021-01-01 00:01', '2020-03-01'];
    await run(
      file(
        'years.csv',
        `${HEAD}\n${years.map((at, i) => line(300_000 + i, { at, replyAt: '' })).join('\n')}\n`,
      ),
    );
    const nos = await Promise.all(years.map(async (_, i) => (await orderOf(String(300_000 + i))).no));
    expect(nos.map((no) => no.slice(0, 5))).toEqual(['BL21-', 'BL20-', 'BL21-', 'BL20-']);
    const place = (no: string | undefined): number => Number(no?.split('-')[1]);
    expect(place(nos[2])).toBeLessThan(place(nos[0]));
    expect(place(nos[3])).toBeLessThan(place(nos[1]));
  });

  it('I3 a database that is away for a moment costs nothing, and its fault holds no letters', async () => {
    const path = file(
      'away.csv',
      `${HEAD}\n${Array.from({ length: 600 }, (_, i) => line(600_000 + i)).join('\n')}\n`,
    );
    const { orders } = core.store.models;
    const away = Object.assign(new Error('away'), { name: 'MongoNetworkError' });
    const write = vi.spyOn(orders, 'insertMany').mockRejectedValueOnce(away);
    expect(await run(path)).toMatchObject({ rows: 600, created: 600 });
    const broken = Object.assign(new Error('broken'), { results: ['a letter'] });
    write.mockRejectedValueOnce(broken);
    const fresh = file('fault.csv', `${HEAD}\n${line(700_000)}\n`);
    await expect(run(fresh)).rejects.not.toHaveProperty('results');
    write.mockRestore();
  });

  it('I5 what stands before the damage of a file comes in', async () => {
    const rows = Array.from({ length: 700 }, (_, i) => line(400_000 + i)).join('\n');
    const path = file('torn.csv', `${HEAD}\n${rows}\n400999,用户,"主题`);
    await expect(run(path)).rejects.toMatchObject({ reason: 'damaged' });
    expect(await core.store.models.orders.countDocuments({ externalKeys: /^north:400\d{3}$/ })).toBe(700);
  });

  it('I4 says what is wrong with a file, its columns or its place', async () => {
    await expect(run(file('empty.csv', ''))).rejects.toMatchObject({ reason: 'empty' });
    await expect(run(file('other.csv', 'a,b\n1,2\n'))).rejects.toThrow(BadMapping);
    const path = file('place.csv', `${HEAD}\n${line(60)}\n`);
    await expect(run(path, { settings: { ...SETTINGS, areaId: 'nowhere' } })).rejects.toThrow(UnknownPlace);
  });

  it(
    existsSync(LETTERS)
      ? 'I7 brings in all 2,816 real letters with their real times'
      : 'I7 (the folder with real letters is absent: nothing to try)',
    async () => {
      if (!existsSync(LETTERS)) return;
      const before = await core.store.models.orders.countDocuments();
      const result = await run(LETTERS);
      expect(result).toMatchObject({ rows: 2816, refused: [] });
      expect((await core.store.models.orders.countDocuments()) - before).toBe(result.created);
      expect(result.created + result.known).toBe(2816);
      const wrong = await core.store.models.orders.countDocuments({
        // What other tests left open has no such time.
        status: 'closed',
        $expr: { $lt: ['$closedAt', '$createdAt'] },
      } as Record<string, unknown>);
      expect(wrong).toBe(0);
    },
  );
});
