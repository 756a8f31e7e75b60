import type { ImportCounts, TableFault } from '../../shared/protocol/imports.ts';
import { importWords, type Language } from '../../shared/texts/index.ts';
import type { BadMapping } from './import-file.ts';
import type { RefusedRow } from './letter.ts';

/** What `npm run import` says. */
export interface CliImportTexts {
  readonly usage: string;
  readonly noFile: (path: string) => string;
  readonly noArea: string;
  readonly noProfile: (name: string) => string;
  readonly unreadable: (reason: TableFault) => string;
  readonly badMapping: (fault: BadMapping) => string;
  readonly progress: (counts: ImportCounts, share: number) => string;
  readonly done: (counts: ImportCounts) => string;
  readonly cancelled: (counts: ImportCounts) => string;
  readonly row: (row: RefusedRow) => string;
}

const percent = (share: number): string => `${Math.floor(share * 100)}%`;
const zhCounts = ({ rows, created, known, refused, unplaced, unanswered, opened }: ImportCounts): string =>
  `${rows} 行，新增 ${created}，已有 ${known}，有误 ${refused}${unplaced > 0 ? `，区域不认识 ${unplaced}` : ''}${unanswered > 0 ? `，没有答复、按已办结收下 ${unanswered}` : ''}${opened > 0 ? `，没有答复、上看板 ${opened}` : ''}`;
const enCounts = ({ rows, created, known, refused, unplaced, unanswered, opened }: ImportCounts): string =>
  `${rows} rows, ${created} new, ${known} known, ${refused} refused${unplaced > 0 ? `, ${unplaced} in an unknown area` : ''}${unanswered > 0 ? `, ${unanswered} closed without a reply` : ''}${opened > 0 ? `, ${opened} on the board` : ''}`;

const zh: CliImportTexts = {
  usage:
    '用法：npm run import -- 文件 [--profile 方案名] [--area 区域编号] [--channel hotline12345] [--unanswered history|board] [--errors 错误清单.csv] [--dry-run]',
  noFile: (path) => `没有这个文件：${path}`,
  noArea: '没有这个区域。请先设置社区，或用 --area 写明区域编号。',
  noProfile: (name) => `没有名为「${name}」的导入方案。可在管理页的导入里保存一个。`,
  unreadable: (reason) => importWords('zh-CN').fault[reason],
  badMapping: ({ fields, headings }) =>
    `缺少列：${fields.map((field) => importWords('zh-CN').field[field]).join('、')}。文件里有：${headings.join('、')}`,
  progress: (counts, share) => `${percent(share)} 已读 ${zhCounts(counts)}`,
  done: (counts) => `完成：${zhCounts(counts)}`,
  cancelled: (counts) => `已取消：${zhCounts(counts)}。再运行一次会接着导入。`,
  row: ({ rowNumber, complaints }) =>
    `第 ${rowNumber} 行 ${complaints.map(({ problem, column, value }) => `${column}：${importWords('zh-CN').problem[problem]} ${value}`).join('；')}`,
};
const en: CliImportTexts = {
  usage:
    'Usage: npm run import -- FILE [--profile NAME] [--area ID] [--channel hotline12345] [--unanswered history|board] [--errors LIST.csv] [--dry-run]',
  noFile: (path) => `No such file: ${path}`,
  noArea: 'No such area. Set up the community first, or name an area with --area.',
  noProfile: (name) => `There is no import profile named “${name}”. Keep one on the import page.`,
  unreadable: (reason) => importWords('en').fault[reason],
  badMapping: ({ fields, headings }) =>
    `Columns missing: ${fields.map((field) => importWords('en').field[field]).join(', ')}. The file has: ${headings.join(', ')}`,
  progress: (counts, share) => `${percent(share)} read: ${enCounts(counts)}`,
  done: (counts) => `Done: ${enCounts(counts)}`,
  cancelled: (counts) => `Cancelled: ${enCounts(counts)}. Run it again to go on.`,
  row: ({ rowNumber, complaints }) =>
    `row ${rowNumber} ${complaints.map(({ problem, column, value }) => `${column}: ${importWords('en').problem[problem]} ${value}`).join('; ')}`,
};

export const cliImportTexts = (language: Language): CliImportTexts => (language === 'en' ? en : zh);
