import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { sampleCommunity } from '../../seed/index.ts';
import { writeBigCsv, writeBigXlsx } from '../imports/testing/big-file.ts';
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
        'Letters of 400 characters on average, from 80 to 1,360, with their answers: `npm run import -- FILE` into an empty community, from starting the command until it ends; peak resident memory of the importing process.',
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

/** What `npm run import` tells Node about memory. */
function heapOptions(): string[] {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const options = (manifest.scripts['import'] ?? '').split(' ').filter((word) => word.startsWith('--'));
  if (options.length === 0) throw new Error('npm run import bounds no memory any more');
  return options;
}

/** @returns its peak resident memory in MB */
async function runCommand(dataDir: string, file: string): Promise<number> {
  const env = { ...process.env, DATA_DIR: dataDir };
  const child = execFile(process.execPath, [...heapOptions(), COMMAND, file], { env });
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

const WRITERS: Readonly<Record<string, (file: string, rows: number) => Promise<void>>> = {
  csv: (file, rows) => writeBigCsv(file, { rows, seed: 1 }),
  xlsx: (file, rows) => writeBigXlsx(file, { rows, seed: 2 }),
};
