import { createHash } from 'node:crypto';
import {
  IMPORT_FIELDS,
  type ImportField,
  type Mapping,
  REQUIRED_FIELDS,
} from '../../shared/protocol/imports.ts';
import { cellText } from './cells.ts';
import type { Cell } from './readers/table.ts';
import { ERROR_HEADINGS } from './report.ts';

/** Headings as ticket files use them; no national format exists, so a mapping is guessed and then kept as a profile. */
const KNOWN: Readonly<Record<ImportField, readonly string[]>> = {
  externalNo: ['留言编号', '工单编号', '工单号', '诉求编号', '流水号', '受理编号', '编号', 'ticket', 'id'],
  title: ['留言主题', '工单标题', '诉求标题', '标题', '主题', 'title', 'subject'],
  text: [
    '留言详情',
    '工单内容',
    '诉求内容',
    '反映内容',
    '问题描述',
    '内容',
    '详情',
    'text',
    'body',
    'description',
  ],
  at: ['留言时间', '来电时间', '诉求时间', '创建时间', '受理时间', '登记时间', '提交时间', 'created', 'date'],
  person: ['留言用户', '来电人', '诉求人', '反映人', '姓名', '联系人', 'name'],
  phone: ['联系电话', '来电号码', '主叫号码', '手机号', '联系方式', '电话', 'phone'],
  address: ['事发地址', '诉求地址', '详细地址', '问题地点', '地址', '位置', 'address', 'location'],
  reply: ['答复意见', '办理结果', '处理结果', '答复内容', '回复内容', '办结意见', 'reply', 'result'],
  replyAt: ['答复时间', '办结时间', '办理时间', '回复时间', '完成时间', 'closed'],
  area: ['所属网格', '所属社区', '社区', '网格', '被反映街乡镇', 'area'],
  item: ['三级分类', '二级分类', '事项', '问题分类', '诉求类别', '一级分类', 'category', 'item'],
  channel: ['诉求来源', '工单来源', '来源', '渠道', '受理方式', 'channel', 'source'],
};

const norm = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();

/** The best guess for a file's headings: an exact name before one that only contains it; no column twice. */
export function guessMapping(headings: readonly string[]): Mapping {
  const taken = new Set<string>();
  const mapping: { [field in ImportField]?: string } = {};
  for (const matches of [
    (heading: string, known: string) => norm(heading) === norm(known),
    // Short Latin words are in too many others: "valid" is no id.
    (heading: string, known: string) =>
      known.length > 2 - Number(/[^a-z]/.test(known)) && norm(heading).includes(norm(known)),
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

/** Headings as the first row has them. A second column of the same name is told apart, or it could not be mapped. */
export function headingsOf(cells: readonly Cell[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell) => {
    const name = cellText(cell).trim().slice(0, 100);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return name === '' || times === 1 ? name : `${name} (${times})`;
  });
}

/**
 * What files of one kind have in common: their headings in any order. The columns that our own list of refused rows adds
 * do not count, so that a mended list maps itself like the file it came from.
 */
export function signatureOf(headings: readonly string[]): string {
  const names = headings.map(norm).filter((name) => name !== '' && !ERROR_HEADINGS.has(name));
  return createHash('sha256').update(names.toSorted().join('\n')).digest('base64url').slice(0, 22);
}
