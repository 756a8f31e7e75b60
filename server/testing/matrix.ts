/** A table as text, one row a line, columns as wide as their widest cell: to be compared with a checked-in one. */
export function printMatrix(
  columns: readonly string[],
  rows: readonly { readonly name: string; readonly cells: readonly string[] }[],
): string {
  const names = Math.max(...rows.map((row) => row.name.length));
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...rows.map((row) => row.cells[i]?.length ?? 0)),
  );
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(names), ...cells.map((cell, i) => cell.padEnd(widths[i] ?? 0))].join('  ').trimEnd();
  return [line('', columns), ...rows.map((row) => line(row.name, row.cells))].join('\n');
}
