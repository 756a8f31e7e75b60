import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { csvCell } from '../report.ts';
import { bookParts, zipOf } from '../testing/zip.ts';
import { makeCutter } from './csv-records.ts';
import { openTable } from './open.ts';
import { type Cell, TABLE_BOUNDS, type TableRow, type UnreadableTable } from './table.ts';
import { formatOf } from './xlsx/formats.ts';

const scratch = mkdtempSync(join(tmpdir(), 'paidan-readers-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let made = 0;
function file(bytes: string | Buffer): string {
  made += 1;
  const path = join(scratch, `${made}.file`);
  writeFileSync(path, bytes);
  return path;
}
async function rowsOf(bytes: string | Buffer): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of (await openTable(file(bytes), scratch)).rows()) rows.push(row);
  return rows;
}
const cellsOf = async (bytes: string | Buffer): Promise<(readonly Cell[])[]> =>
  (await rowsOf(bytes)).map(({ cells }) => cells);
const book = (...args: Parameters<typeof bookParts>): Buffer => zipOf(bookParts(...args));
const leftBehind = (): string[] => readdirSync(scratch).filter((name) => name.endsWith('.strings'));

describe('xlsx', () => {
  it('I2 shared, inline, rich and phonetic texts, escapes, errors, booleans and gaps', async () => {
    const rows = `<row r="3">
      <c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3" t="inlineStr"><is><t>里面</t></is></c>
      <c r="E3" t="str"><f>A1&amp;"x"</f><v>算出来的</v></c><c r="F3" t="e"><v>#N/A</v></c><c r="G3" t="b"><v>1</v></c>
    </row><row><c t="s"><v>2</v></c><c><v>5</v></c></row>`;
    const strings = [
      '<r><rPr><b/></rPr><t>粗</t></r><r><t xml:space="preserve"> 细</t></r><rPh sb="0" eb="1"><t>cu</t></rPh>',
      '<t>一行_x000D_\n二行&#9;&lt;b&gt;</t>',
      '<t>没写位置</t>',
    ];
    expect(await rowsOf(book({ rows, strings }))).toEqual([
      { number: 3, cells: ['粗 细', '一行\r\n二行\t<b>', null, '里面', '算出来的', null, 'true'] },
      { number: 4, cells: ['没写位置', 5] },
    ]);
    expect(leftBehind()).toEqual([]);
  });

  it('I2 dates by their format in both systems, and numbers padded as they are shown', async () => {
    const styles = `<numFmts><numFmt numFmtId="170" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
      <numFmt numFmtId="171" formatCode="00000000"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="57"/></cellXfs>`;
    const rows = `<row><c><v>43580.5</v></c><c s="1"><v>43580.397326388891</v></c><c s="2"><v>43580</v></c>
      <c s="3"><v>1234</v></c><c s="4"><v>43580</v></c><c><v>2.0190425123456701E+16</v></c></row>`;
    const day = new Date(Date.UTC(2019, 3, 25));
    expect((await cellsOf(book({ rows, styles })))[0]).toEqual([
      43_580.5,
      new Date(Date.UTC(2019, 3, 25, 9, 32, 9)),
      day,
      '00001234',
      day,
      2.01904251234567e16,
    ]);
    const workbook =
      '<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet r:id="r4" state="hidden"/><sheet r:id="r1"/></sheets></workbook>';
    const old = await openTable(
      file(book({ rows: '<row><c s="1"><v>42118</v></c></row>', styles, workbook })),
      scratch,
    );
    expect(old.date1904).toBe(true);
    for await (const { cells } of old.rows()) expect(cells[0]).toEqual(day);
  });

  it('I2 what another program wrote is read the same', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.properties.date1904 = true;
    workbook.addWorksheet('hidden', { state: 'hidden' }).addRow(['hidden']);
    const sheet = workbook.addWorksheet('letters');
    const day = new Date(Date.UTC(2019, 3, 25, 9, 32, 9));
    sheet.addRow([
      '00123',
      day,
      { richText: [{ text: '粗' }, { text: '细' }] },
      { formula: '1+1', result: 2 },
      '多\n行',
    ]);
    expect(await cellsOf(Buffer.from(await workbook.xlsx.writeBuffer()))).toEqual([
      ['00123', day, '粗细', 2, '多\n行'],
    ]);
  });

  it('I2 texts beyond what is held in memory come back in any order', async () => {
    const count = 6000;
    const text = (n: number): string => `${n}：${'字'.repeat(n % 700)}`;
    const order = Array.from({ length: count }, (_, i) => (i * 2711) % count);
    const rows = order.map((n) => `<row><c t="s"><v>${n}</v></c><c t="s"><v>0</v></c></row>`).join('');
    const strings = Array.from({ length: count }, (_, n) => `<t>${text(n)}</t>`);
    const cells = await cellsOf(book({ rows, strings }));
    expect(cells.map(([cell]) => cell)).toEqual(order.map(text));
    expect(leftBehind()).toEqual([]);
  });

  it('I2 the first rows are there without reading everything, and leaving early leaves nothing behind', async () => {
    const strings = Array.from({ length: 20_000 }, (_, n) => `<t>${n} ${'长'.repeat(n % 97)}</t>`);
    const rows = strings.map((_, n) => `<row><c t="s"><v>${n}</v></c></row>`).join('');
    const table = await openTable(file(book({ rows, strings })), scratch);
    for await (const row of table.rows()) if (row.number === 3) break;
    expect(table.share()).toBeLessThan(0.5);
    expect(table.estimate()).toBeGreaterThan(10_000);
    expect(table.estimate()).toBeLessThan(40_000);
    expect(leftBehind()).toEqual([]);
  });

  it.each([
    ['MM/dd yyyy', 'date'],
    ['[h]:mm', 'date'],
    ['[红色]0.00', 'plain'],
    ['0.00"天"', 'plain'],
    ['General', 'plain'],
    ['#,##0;[Red]-#,##0', 'plain'],
    ['yyyy"年"m"月"', 'date'],
    ['000000', { digits: 6 }],
  ])('I2 the format %s', (code, format) => {
    expect(formatOf(code)).toEqual(format);
  });
});

describe('files that are something else, or hostile', () => {
  it.each([
    ['empty', ''],
    ['old_xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    [
      'locked',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
    ['web_page', '<html xmlns="x"><table><tr><td>1</td></tr></table></html>'],
    ['web_page', '\ufeff<?xml version="1.0"?><Workbook/>'],
    ['not_a_table', '%PDF-1.7\n1 0 obj'],
    ['not_a_table', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0])],
    // A picture with a workbook behind it is a picture.
    ['not_a_table', Buffer.concat([Buffer.from('GIF89a\0\0\0'), book({ rows: '' })])],
    ['other_zip', zipOf([{ name: 'a.txt', content: 'a' }])],
    ['other_zip', zipOf([{ name: '_rels/.rels', content: '<Relationships/>' }])],
    ['damaged', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)])],
    ['damaged', book({ rows: '' }).subarray(0, -30)],
    ['damaged', book({ rows: '', sheet: '<worksheet><sheetData><row>' })],
    ['damaged', book({ rows: '<row><c t="s"><v>5</v></c></row>', strings: ['<t>a</t>'] })],
    ['row_too_long', `a,b\n"${'x'.repeat(1_100_000)}`],
  ])('I4 %s', async (reason, bytes) => {
    await expect(rowsOf(bytes)).rejects.toMatchObject({ name: 'UnreadableTable', reason });
    expect(leftBehind()).toEqual([]);
  });

  it('I11 a part that unpacks to far more than it is, is not unpacked', async () => {
    const parts = bookParts({ rows: '' }).filter(({ name }) => !name.endsWith('sheet1.xml'));
    const bomb = zipOf([
      ...parts,
      { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(64 * 1024 * 1024) },
    ]);
    await expect(rowsOf(bomb)).rejects.toMatchObject({ reason: 'too_large' });
  });

  it('I11 a part that is larger than it says ends there', async () => {
    const sheet = `<worksheet><sheetData>${'<row><c><v>1</v></c></row>'.repeat(50_000)}</sheetData></worksheet>`;
    const parts = bookParts({ rows: '' }).filter(({ name }) => !name.endsWith('sheet1.xml'));
    const liar = zipOf([...parts, { name: 'xl/worksheets/sheet1.xml', content: sheet, claimedBytes: 1000 }]);
    await expect(rowsOf(liar)).rejects.toMatchObject({ reason: 'damaged' });
  });

  it('I11 too many parts, and entities that grow', async () => {
    const many = Array.from({ length: 5001 }, (_, n) => ({ name: `x/${n}`, content: '' }));
    await expect(rowsOf(zipOf([...bookParts({ rows: '' }), ...many]))).rejects.toMatchObject({
      reason: 'too_large',
    });
    const laughs =
      '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>';
    await expect(rowsOf(book({ rows: '', sheet: laughs }))).rejects.toMatchObject({ reason: 'damaged' });
  });
});

describe('csv', () => {
  it('I2 separators and encodings are found, rows counted as a spreadsheet counts them', async () => {
    const text = '编号;内容\n1;"两\n行"\n\n2;"有;号"\n';
    const rows = [
      { number: 1, cells: ['编号', '内容'] },
      { number: 2, cells: ['1', '两\n行'] },
      { number: 4, cells: ['2', '有;号'] },
    ];
    expect(await rowsOf(text)).toEqual(rows);
    expect(await rowsOf(`\ufeff${text}`)).toEqual(rows);
    expect(await rowsOf(iconv.encode(text, 'gb18030'))).toEqual(rows);
    expect(await rowsOf(iconv.encode(text, 'utf16le', { addBOM: true }))).toEqual(rows);
    expect(await cellsOf('a\tb\r\n1\t\r\n')).toEqual([
      ['a', 'b'],
      ['1', null],
    ]);
  });

  it('I2 what is written comes back, in both encodings', async () => {
    const cell = fc
      .string({
        unit: fc.constantFrom('路', '灯', 'a', '1', ',', ';', '"', '\n', '\t', '，', ' ', '😀', '𠮷'),
      })
      .filter((text) => text !== '' && !/^[=+\-@\t\r＝＋－＠]/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (rows) => {
        const written = [['编号', '内容'], ...rows];
        const text = written.map((row) => row.map(csvCell).join(',')).join('\n');
        expect(await cellsOf(`\ufeff${text}`)).toEqual(written);
        expect(await cellsOf(iconv.encode(text, 'gb18030'))).toEqual(written);
      }),
      { numRuns: 60 },
    );
  });

  it('I2 a text is cut into the same records wherever its pieces end', () => {
    const text = fc
      .array(fc.constantFrom('路', 'a', ',', '"', '""', '"路",', '\r\n', '\n', '\n\n', '😀'), {
        maxLength: 40,
      })
      .map((parts) => `编号,内容\r\n${parts.join('')}`);
    fc.assert(
      fc.property(text, fc.array(fc.nat(60)), (whole, places) => {
        const cut = (pieces: readonly string[]): unknown => {
          const next = makeCutter(',');
          try {
            return [...pieces.flatMap((piece) => next(piece, false)), ...next('', true)];
          } catch (error) {
            return (error as UnreadableTable).reason;
          }
        };
        const ends = [6, ...places, whole.length].filter((at) => at >= 6 && at <= whole.length);
        const pieces = ends.toSorted((a, b) => a - b).map((end, i, all) => whole.slice(all[i - 1] ?? 0, end));
        expect(cut(pieces)).toEqual(cut([whole]));
      }),
      { numRuns: 500 },
    );
  });

  it('I2 I4 quotes within texts are kept; one never closed is told, in a long file as soon as the record is too long', async () => {
    expect(await cellsOf('编号,内容,备注\n1,他说"好",x\n2,"他说"好"的",y\n')).toEqual([
      ['编号', '内容', '备注'],
      ['1', '他说"好"', 'x'],
      ['2', '他说"好"的', 'y'],
    ]);
    await expect(rowsOf('编号,内容\n1,"路灯\n2,不亮\n')).rejects.toMatchObject({ reason: 'damaged' });
    const lines = '2,不亮\n'.repeat(TABLE_BOUNDS.recordChars / 4);
    await expect(rowsOf(`编号,内容\n1,"路灯\n${lines}`)).rejects.toMatchObject({ reason: 'row_too_long' });
  });

  it('I5 a quote in the middle of a cell costs no other row, wherever it stands', async () => {
    const row = (n: number): string => `${n},"井盖,坏${n}","两\n行",x\n`;
    const bad = [10, 700, 1999];
    const lines = Array.from({ length: 2000 }, (_, n) => (bad.includes(n) ? `${n},"路灯"不亮,y\n` : row(n)));
    const found = await cellsOf(`编号,内容,备注,区\n${lines.join('')}`);
    expect(found).toHaveLength(2001);
    expect(found[11]).toEqual(['10', '"路灯"不亮', 'y']);
    expect(found[12]).toEqual(['11', '井盖,坏11', '两\n行', 'x']);
    expect(found.at(-1)?.[1]).toBe('"路灯"不亮');
    // With no other quote behind it, too.
    const plain = Array.from({ length: 300_000 }, (_, n) => `${n},不亮\n`);
    const all = await cellsOf(`编号,内容\n1,"路灯"不亮\n${plain.join('')}`);
    expect(all).toHaveLength(300_002);
    expect(all[1]).toEqual(['1', '"路灯"不亮']);
  });

  it('I2 in a long file no character is lost between two pieces, in any encoding', async () => {
    const rows = Array.from({ length: 9000 }, (_, n) => [
      String(n),
      `路灯${'😀坏'.repeat(n % 7)}了${'a'.repeat(n % 5)}`,
    ]);
    const text = rows.map((row) => row.join(',')).join('\n');
    for (const bytes of [
      text,
      iconv.encode(text, 'gb18030'),
      iconv.encode(text, 'utf16be', { addBOM: true }),
    ])
      expect(await cellsOf(bytes)).toEqual(rows);
  });

  it('I9 no cell we write begins like a formula', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(csvCell(text)).not.toMatch(/^"[=+\-@\t\r]/);
        expect(csvCell(`=${text}`)).toMatch(/^"'=/);
      }),
    );
  });
});
