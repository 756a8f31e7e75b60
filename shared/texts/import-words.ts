import type { ImportField, RowProblem, RunFault, TableFault } from '../protocol/imports.ts';
import type { Both, Language } from './language.ts';

export interface ImportWords {
  readonly field: { readonly [field in ImportField]: string };
  readonly problem: { readonly [problem in RowProblem]: string };
  /** What is the matter with a file or a run, and what to do. */
  readonly fault: { readonly [fault in TableFault | RunFault]: string };
}

const WORDS: Both<ImportWords> = {
  'zh-CN': {
    field: {
      externalNo: '工单编号',
      title: '标题',
      text: '诉求内容',
      at: '来件时间',
      person: '联系人',
      phone: '联系电话',
      address: '地点',
      reply: '答复内容',
      replyAt: '答复时间',
      area: '所属区域',
      item: '类别或事项',
      channel: '来源渠道',
    },
    problem: {
      no_external_no: '没有编号',
      number_rounded: '编号超过 15 位，已被表格软件改动，请把这一列设为文本后重新导出',
      no_text: '没有内容',
      text_too_long: '超过 10000 字',
      bad_date: '时间看不懂',
      future_date: '时间在将来',
      bad_reply_date: '答复时间看不懂',
      reply_before_letter: '答复早于来件',
    },
    fault: {
      empty: '文件是空的，请另选一个。',
      old_xls: '这是旧版 .xls 文件，请用表格软件另存为 .xlsx 或 .csv 再导入。',
      locked: '文件有密码，请去掉密码另存后再导入。',
      web_page: '这个文件其实是网页或 XML，请用表格软件打开，另存为 .xlsx 再导入。',
      other_zip: '这是压缩包，不是表格。请导入 .xlsx 或 .csv 文件。',
      not_a_table: '这不是表格文件，请导入 .xlsx 或 .csv。',
      damaged: '文件已损坏，读不下去。请重新导出一份，已导入的行不受影响。',
      too_large: '文件展开后过大，请分成几份再导入，每份不超过 100 万行。',
      row_too_long: '有一行过长，多半是引号没有成对。请用表格软件另存为 .xlsx 再导入。',
      process_ended: '负责导入的进程中途意外结束，已导入的行保留。请接着导入，不会重复。',
    },
  },
  en: {
    field: {
      externalNo: 'External number',
      title: 'Title',
      text: 'Text',
      at: 'Received at',
      person: 'Contact',
      phone: 'Phone',
      address: 'Place',
      reply: 'Reply',
      replyAt: 'Replied at',
      area: 'Area',
      item: 'Category or item',
      channel: 'Channel',
    },
    problem: {
      no_external_no: 'no number',
      number_rounded:
        'the number has more than 15 digits and was changed by a spreadsheet program: format the column as text and export again',
      no_text: 'no text',
      text_too_long: 'longer than 10,000 characters',
      bad_date: 'the time cannot be read',
      future_date: 'the time lies in the future',
      bad_reply_date: 'the time of the reply cannot be read',
      reply_before_letter: 'the reply is earlier than the letter',
    },
    fault: {
      empty: 'The file is empty. Choose another.',
      old_xls: 'This is an old .xls file. Save it as .xlsx or .csv and import that.',
      locked: 'The file has a password. Save it without one and import that.',
      web_page:
        'This file is really a web page or XML. Open it in a spreadsheet program and save it as .xlsx.',
      other_zip: 'This is an archive, not a table. Import an .xlsx or .csv file.',
      not_a_table: 'This is not a table. Import an .xlsx or .csv file.',
      damaged: 'The file is damaged. Export it again; rows that came in stay.',
      too_large: 'The file is too large when unpacked. Split it into parts of at most a million rows.',
      row_too_long:
        'One row is far too long, probably for want of a closing quote. Save the file as .xlsx and import that.',
      process_ended:
        'The process that imported it ended unexpectedly; rows that came in stay. Go on with the import: nothing comes in twice.',
    },
  },
};

export const importWords = (language: Language): ImportWords => WORDS[language];
