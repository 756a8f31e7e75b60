import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { sampleCommunity } from '../../seed/index.ts';
import { clock } from './kit/measure.ts';
import { figure, type Sheet } from './kit/sheet.ts';
import { openStore, scratchDir } from './kit/stock.ts';

export interface ImportsScale {
  readonly rows: number;
}
const SCALE: ImportsScale = { rows: 100_000 };
const AIM_PER_SECOND = 3000;
const AIM_MB = 300;
const COMMAND = fileURLToPath(new URL('../../dist/server/cli/import.js', import.meta.url));
const HEADINGS = ['留言编号', '留言用户', '留言主题', '留言时间', '留言详情', '答复意见', '答复时间'];

interface Row {
  readonly file: string;
  readonly perSecond: number;
  readonly peakMb: number;
}

/** (g) Old letters from a spreadsheet, by the command that people use. */
export async function imports({ rows }: ImportsScale = SCALE): Promise<Sheet> {
  const { path, remove } = await scratchDir();
  try {
    const found: Row[] = [];
    for (const [file, write] of Object.entries(WRITERS)) {
      const name = join(path, `letters.${file}`);
      await write(name, rows);
      found.push({ file, ...(await importInto(join(path, file), name, rows)) });
    }
    const slowest = Math.min(...found.map((row) => row.perSecond));
    const peak = Math.max(...found.map((row) => row.peakMb));
    return {
      title: `Import of ${figure(rows)} letters`,
      method:
        '`npm run import -- FILE` into an empty community, from starting the command until it ends; peak resident memory of the importing process.',
      columns: ['file', 'rows/s', 'peak memory'],
      rows: found.map((row) => [row.file, figure(row.perSecond), figure(row.peakMb, 'MB')]),
      aims: [
        {
          aim: `over ${figure(AIM_PER_SECOND)} rows/s`,
          figure: `${figure(slowest)}/s`,
          met: slowest > AIM_PER_SECOND,
        },
        { aim: `within ${AIM_MB} MB of memory`, figure: figure(peak, 'MB'), met: peak <= AIM_MB },
      ],
    };
  } finally {
    await remove();
  }
}

async function importInto(dataDir: string, file: string, rows: number): Promise<Omit<Row, 'file'>> {
  const store = await openStore(dataDir);
  await store.models.areas.insertMany([...sampleCommunity().areas]);
  await store.close();
  const begun = clock();
  const peakMb = await runCommand(dataDir, file);
  const perSecond = (rows * 1000) / (clock() - begun);
  const after = await openStore(dataDir);
  const came = await after.models.orders.countDocuments();
  await after.close();
  if (came !== rows) throw new Error(`${came} of ${rows} letters came in`);
  return { perSecond, peakMb };
}

/** @returns its peak resident memory in MB */
async function runCommand(dataDir: string, file: string): Promise<number> {
  const child = execFile(process.execPath, [COMMAND, file], { env: { ...process.env, DATA_DIR: dataDir } });
  let peak = 0;
  const watch = setInterval(() => {
    readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').then(
      (status) => {
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      },
      () => undefined,
    );
  }, 50);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`the import ended with ${String(code)}`);
  return peak / 1024;
}

const pad = (n: number): string => String(n).padStart(2, '0');

/** A letter as cities publish them: some words about something, and an answer a few days later. */
function letter(n: number): string[] {
  const day = `2025/${pad((n % 12) + 1)}/${pad((n % 28) + 1)}`;
  return [
    `B${String(n).padStart(7, '0')}`,
    `市民${n % 5000}`,
    `咨询第${n % 97}号楼加装电梯的进度`,
    `${day} ${pad(n % 24)}:${pad(n % 60)}:12`,
    `您好，我是${n % 97}号楼的住户，去年就说要加装电梯，到现在还没有动工，想问问什么时候能开始，联系电话13800000000。`,
    '网友您好，您反映的问题收悉。经了解，该楼加装电梯的方案已经公示，计划下月进场施工，感谢您的理解。',
    `${day} 23:50:00`,
  ];
}

const WRITERS: Readonly<Record<string, (file: string, rows: number) => Promise<void>>> = {
  csv: async (file, rows) => {
    function* lines(): Generator<string> {
      yield `${HEADINGS.join(',')}\n`;
      for (let n = 0; n < rows; n += 1) yield `${letter(n).join(',')}\n`;
    }
    await pipeline(Readable.from(lines()), createWriteStream(file));
  },
  xlsx: async (file, rows) => {
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: false });
    const sheet = book.addWorksheet('letters');
    sheet.addRow(HEADINGS).commit();
    for (let n = 0; n < rows; n += 1) sheet.addRow(letter(n)).commit();
    sheet.commit();
    await book.commit();
  },
};
