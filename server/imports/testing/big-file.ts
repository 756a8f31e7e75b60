import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';

export interface BigFile {
  readonly rows: number;
  readonly seed: number;
  /** Mean length of a letter's text; replies are about two thirds of it. 400 unless named. */
  readonly chars?: number;
  /** These rows, counted from 1, have a time nobody can read. */
  readonly bad?: readonly number[];
}

export const BIG_HEADINGS = [
  '工单编号',
  '联系人',
  '联系电话',
  '标题',
  '来电时间',
  '诉求内容',
  '办理结果',
  '办结时间',
  '所属社区',
  '二级分类',
] as const;

const PLACES = ['东门', '三号楼', '幼儿园路口', '菜市场', '地下车库', '小广场', '河堤', '公交站旁'];
const MATTERS = [
  '路灯不亮',
  '垃圾没人收',
  '井盖松动',
  '电梯停运',
  '夜里施工',
  '水管漏水',
  '车位被占',
  '树枝挡路',
];
const WORDS = [
  '已经',
  '三天',
  '老人',
  '孩子',
  '经过',
  '这里',
  '非常',
  '不便',
  '希望',
  '尽快',
  '处理',
  '物业',
  '联系',
  '多次',
];
const FAMILY = ['梁', '罗', '沈', '贺', '邱', '谭', '姜', '莫'];
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2021, 0, 1);
const DAYS = 1500;

/** Mulberry32: small, fast and the same on every machine. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type BigCell = string | Date;

/** The rows of a file in which nobody and nothing is real; the same seed gives the same rows. */
export function* bigRows({ rows, seed, chars = 400, bad = [] }: BigFile): Generator<readonly BigCell[]> {
  const next = chance(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const prose = (length: number): string => {
    let text = '';
    while (text.length < length)
      text += pick(WORDS) + (next() < 0.15 ? '，' : '') + (next() < 0.05 ? '。\n' : '');
    return text.slice(0, length);
  };
  const broken = new Set(bad);
  for (let n = 1; n <= rows; n += 1) {
    const phone = `1${pick(['38', '59', '76', '99'])}${String(Math.floor(next() * 1e8)).padStart(8, '0')}`;
    const at = new Date(FIRST_DAY + Math.floor(next() * DAYS * DAY));
    const matter = pick(MATTERS);
    // Few very short and few very long ones, as people write.
    const length = Math.max(4, Math.round(chars * (0.2 + 3.2 * next() ** 3)));
    yield [
      `00${seed}${String(n).padStart(9, '0')}`,
      `${pick(FAMILY)}某`,
      phone,
      `${pick(PLACES)}${matter}`,
      broken.has(n) ? '记不清了' : n % 2 === 0 ? written(at) : at,
      `${pick(PLACES)}${matter}，${prose(length)}请回电${phone}`,
      next() < 0.02 ? '已办结' : prose(Math.max(3, Math.round(length * 0.66))),
      new Date(at.getTime() + Math.floor(next() * 20 * DAY)),
      pick(['第一网格', '第二网格', '']),
      pick(['路灯', '噪声', '']),
    ];
  }
}

const written = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');

/** Writes a csv file row by row, in UTF-8 with a BOM or in GB18030. */
export async function writeBigCsv(
  path: string,
  big: BigFile,
  encoding: 'utf8' | 'gb18030' = 'utf8',
): Promise<void> {
  const file = createWriteStream(path);
  const line = (cells: readonly BigCell[]): string =>
    `${cells.map((cell) => `"${(cell instanceof Date ? written(cell) : cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
  const put = async (text: string): Promise<void> => {
    if (!file.write(iconv.encode(text, encoding))) await new Promise<void>((go) => file.once('drain', go));
  };
  await put(`${encoding === 'utf8' ? '\ufeff' : ''}${line(BIG_HEADINGS)}`);
  let held = '';
  for (const cells of bigRows(big)) {
    held += line(cells);
    if (held.length < 65_536) continue;
    await put(held);
    held = '';
  }
  await put(held);
  file.end();
  await finished(file);
}

/** Writes an xlsx file row by row, its texts as shared strings, as spreadsheet programs do. */
export async function writeBigXlsx(path: string, big: BigFile): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
    filename: path,
    useSharedStrings: true,
    useStyles: true,
  });
  const sheet = book.addWorksheet('letters');
  const dated = (column: number): void => {
    sheet.getColumn(column).numFmt = 'yyyy/m/d h:mm:ss';
  };
  dated(5);
  dated(8);
  sheet.addRow(BIG_HEADINGS).commit();
  let n = 0;
  for (const cells of bigRows(big)) {
    sheet.addRow(cells).commit();
    n += 1;
    // The writer's zip works between turns of the event loop; without them everything would wait in memory.
    if (n % 500 === 0) await new Promise((go) => setImmediate(go));
  }
  sheet.commit();
  await book.commit();
}
