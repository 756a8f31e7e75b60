import { hearOut } from './xml.ts';

/** How a number is meant: as it is, as a date, or padded with zeros to so many digits. */
export type NumberFormat = 'plain' | 'date' | { readonly digits: number };

/** Built-in formats that show dates or times, those of Chinese spreadsheets included (ECMA-376 part 1, 18.8.30). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** The format of each cell style, in the order cells refer to them. */
export async function readFormats(styles: AsyncIterable<Buffer>): Promise<NumberFormat[]> {
  const custom = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  await hearOut(styles, {
    open: (name, attributes) => {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') custom.set(id, formatOf(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) formats.push(custom.get(id) ?? (isBuiltInDate(id) ? 'date' : 'plain'));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

/** @param code a format as spreadsheets write it, such as `yyyy/m/d h:mm` or `000000` */
export function formatOf(code: string): NumberFormat {
  const [positive = ''] = code.split(';');
  // Colours, locales and literal text say nothing about what kind of number it is; `[h]` is elapsed time.
  const bare = positive.replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]|"[^"]*"|\\.|_.|\*./gi, '');
  if (/^0{2,}$/.test(bare.trim())) return { digits: bare.trim().length };
  if (/general/i.test(bare)) return 'plain';
  return /[ymdhs年月日时分]/i.test(bare) ? 'date' : 'plain';
}
