import type { BadMapping, ImportProgress } from './import-file.ts';
import type { RowError, RowProblem } from './letter.ts';

type Problems = { readonly [problem in RowProblem]: string };

const ZH: Problems = {
  no_external_no: '没有编号',
  no_text: '没有内容',
  text_too_long: '内容太长',
  bad_date: '时间看不懂',
  future_date: '时间在将来',
  bad_reply_date: '答复时间看不懂',
  reply_before_letter: '答复早于来信',
};
const EN: Problems = {
  no_external_no: 'no number',
  no_text: 'no text',
  text_too_long: 'the text is too long',
  bad_date: 'the date cannot be read',
  future_date: 'the date lies in the future',
  bad_reply_date: 'the date of the reply cannot be read',
  reply_before_letter: 'the reply is earlier than the letter',
};

const zh = {
  usage:
    '用法：npm run import -- 文件 [--area 区域编号] [--channel hotline12345|web] [--errors 错误清单.csv] [--dry-run]',
  noFile: (path: string) => `没有这个文件：${path}`,
  noArea: '没有这个区域。请先设置社区，或用 --area 写明区域编号。',
  unreadable: (why: string) => `这个文件读不了：${why}。请另存为 xlsx 或 csv 再试。`,
  badMapping: ({ fields, headings }: BadMapping) =>
    `缺少列：${fields.join('、')}。文件里有：${headings.join('、')}`,
  progress: ({ rows, created, known, failed }: ImportProgress) =>
    `已读 ${rows} 行，新增 ${created}，已有 ${known}，有误 ${failed}`,
  done: ({ rows, created, known, failed }: ImportProgress) =>
    `完成：${rows} 行，新增 ${created}，已有 ${known}，有误 ${failed}`,
  row: ({ rowNumber, problem, column, value }: RowError) =>
    `第 ${rowNumber} 行 ${column}：${ZH[problem]} ${value}`,
  head: ['行', '列', '问题', '内容'],
  problem: (problem: RowProblem) => ZH[problem],
};
type ImportTexts = typeof zh;
const en: ImportTexts = {
  usage:
    'Usage: npm run import -- FILE [--area ID] [--channel hotline12345|web] [--errors LIST.csv] [--dry-run]',
  noFile: (path) => `No such file: ${path}`,
  noArea: 'No such area. Set up the community first, or name an area with --area.',
  unreadable: (why) => `This file cannot be read: ${why}. Save it as xlsx or csv and try again.`,
  badMapping: ({ fields, headings }) =>
    `Columns missing: ${fields.join(', ')}. The file has: ${headings.join(', ')}`,
  progress: ({ rows, created, known, failed }) =>
    `${rows} rows read, ${created} new, ${known} known, ${failed} bad`,
  done: ({ rows, created, known, failed }) =>
    `Done: ${rows} rows, ${created} new, ${known} known, ${failed} bad`,
  row: ({ rowNumber, problem, column, value }) => `row ${rowNumber} ${column}: ${EN[problem]} ${value}`,
  head: ['row', 'column', 'problem', 'value'],
  problem: (problem) => EN[problem],
};

export const importTexts = (language: 'zh-CN' | 'en'): ImportTexts => (language === 'en' ? en : zh);

/** A cell that a spreadsheet would take for a formula is marked as text (I9). */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

/** The errors as a csv file that opens in any spreadsheet. */
export const toErrorList = (errors: readonly RowError[], texts: ImportTexts): string =>
  `\ufeff${[
    texts.head,
    ...errors.map(({ rowNumber, column, problem, value }) => [
      String(rowNumber),
      column,
      texts.problem(problem),
      value,
    ]),
  ]
    .map((row) => row.map(cell).join(','))
    .join('\n')}\n`;
