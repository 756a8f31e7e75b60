import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { openCsv } from './csv.ts';
import { type Table, UnreadableTable } from './table.ts';
import { openXlsx } from './xlsx/open.ts';

const SNIFF_BYTES = 256 * 1024;
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** Old Office files, and new ones under a password. */
const COMPOUND = Buffer.from('d0cf11e0', 'hex');
const LOCKED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');
const UTF16_MARKS = ['fffe', 'feff'].map((mark) => Buffer.from(mark, 'hex'));
/** What many systems call a spreadsheet is a web page or an XML file with another name. */
const MARKUP = /^\ufeff?\s*<(?:!doctype|\?xml|html|head|body|table|meta|style|workbook)\b/i;

/**
 * Opens the first sheet of an xlsx file, or a csv file. The kind is read from the content, not from the name; memory does
 * not grow with the file (I2).
 * @param scratch folder for what does not fit in memory; what is put there goes when the rows have been read.
 * @throws UnreadableTable for a file that is neither, naming what it is.
 */
export async function openTable(path: string, scratch: string = tmpdir()): Promise<Table> {
  const head = await firstBytes(path);
  if (head.length === 0) throw new UnreadableTable('empty');
  const begins = (mark: Buffer): boolean => head.subarray(0, mark.length).equals(mark);
  if (begins(ZIP)) return await openXlsx(path, scratch);
  if (begins(COMPOUND)) throw new UnreadableTable(head.includes(LOCKED_STREAM) ? 'locked' : 'old_xls');
  const isUtf16 = UTF16_MARKS.some(begins);
  if (!isUtf16 && head.includes(0)) throw new UnreadableTable('not_a_table');
  if (MARKUP.test(head.subarray(0, 512).toString('utf8'))) throw new UnreadableTable('web_page');
  if (head.subarray(0, 5).toString('latin1') === '%PDF-') throw new UnreadableTable('not_a_table');
  return await openCsv(path, head);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(SNIFF_BYTES);
    const { bytesRead } = await file.read(buffer, 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
