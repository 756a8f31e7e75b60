/** What one part found: a table, and every aim beside its figure. */
export interface Sheet {
  readonly title: string;
  /** What was done, in a sentence or two, so that the figures can be read without the code. */
  readonly method: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly aims: readonly Aim[];
}

export interface Aim {
  readonly aim: string;
  readonly figure: string;
  readonly met: boolean;
}

/** A figure as people read it: no more digits than it is worth. */
export function figure(value: number, unit = ''): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  if (Number.isNaN(value)) return 'none';
  const text = Number(value.toFixed(digits)).toLocaleString('en');
  return unit === '' ? text : `${text} ${unit}`;
}

export function toMarkdown(letter: string, sheet: Sheet): string {
  const aims = sheet.aims.map(({ aim, figure, met }) => `- ${met ? 'met' : '**missed**'}: ${aim}: ${figure}`);
  return [
    `### (${letter}) ${sheet.title}`,
    sheet.method,
    [sheet.columns, sheet.columns.map(() => '---'), ...sheet.rows]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n'),
    ...(aims.length > 0 ? [aims.join('\n')] : []),
  ].join('\n\n');
}
