import { z } from 'zod';
import type { Cell } from './table.ts';

export const IMPORT_FIELDS = [
  'externalNo',
  'title',
  'text',
  'at',
  'person',
  'phone',
  'reply',
  'replyAt',
  'area',
  'item',
] as const;
/** What a column can mean. `externalNo`, `text` and `at` must be mapped. */
export type ImportField = (typeof IMPORT_FIELDS)[number];
export const REQUIRED_FIELDS = ['externalNo', 'text', 'at'] as const;

/** Which column (by its heading) holds which field. */
export type Mapping = { readonly [field in ImportField]?: string };

export const mappingSchema = z.partialRecord(z.enum(IMPORT_FIELDS), z.string().max(200));

/** Headings as ticket files use them; no national format exists, so a mapping is guessed and then kept as a profile. */
const KNOWN: Readonly<Record<ImportField, readonly string[]>> = {
  externalNo: ['留言编号', '工单编号', '工单号', '编号', '受理编号', 'ticket', 'id'],
  title: ['留言主题', '工单标题', '标题', '主题', 'title', 'subject'],
  text: ['留言详情', '工单内容', '诉求内容', '反映内容', '内容', '详情', 'text', 'body', 'description'],
  at: ['留言时间', '来电时间', '创建时间', '受理时间', '提交时间', 'created', 'date'],
  person: ['留言用户', '来电人', '诉求人', '姓名', '联系人', 'name'],
  phone: ['联系电话', '来电号码', '手机号', '电话', 'phone'],
  reply: ['答复意见', '办理结果', '处理结果', '回复内容', '办结意见', 'reply', 'result'],
  replyAt: ['答复时间', '办结时间', '回复时间', '完成时间', 'closed'],
  area: ['被反映街乡镇', '所属社区', '社区', '网格', 'area'],
  item: ['二级分类', '事项', '问题分类', '一级分类', 'category', 'item'],
};

const norm = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();

/** The best guess for a file's headings: an exact name before one that only contains it; no column twice. */
export function guessMapping(headings: readonly string[]): Mapping {
  const taken = new Set<string>();
  const mapping: { [field in ImportField]?: string } = {};
  for (const matches of [
    (heading: string, known: string) => norm(heading) === norm(known),
    (heading: string, known: string) => norm(heading).includes(norm(known)),
  ]) {
    for (const field of IMPORT_FIELDS) {
      if (mapping[field] !== undefined) continue;
      const found = KNOWN[field]
        .map((known) =>
          headings.find((heading) => heading !== '' && !taken.has(heading) && matches(heading, known)),
        )
        .find((heading) => heading !== undefined);
      if (found === undefined) continue;
      mapping[field] = found;
      taken.add(found);
    }
  }
  return mapping;
}

/** Fields that must be mapped and are not, or whose column the file does not have. */
export function missingFields(mapping: Mapping, headings: readonly string[]): ImportField[] {
  const lost = IMPORT_FIELDS.filter((field) => {
    const heading = mapping[field];
    return heading !== undefined && !headings.includes(heading);
  });
  return [...REQUIRED_FIELDS.filter((field) => mapping[field] === undefined), ...lost];
}

export const headingsOf = (cells: readonly Cell[]): string[] =>
  cells.map((cell) => (cell === null ? '' : String(cell).trim()));
