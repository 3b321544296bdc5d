/** Prints rows in columns, or a message if there are none. */
export function printTable(print: (line: string) => void, rows: readonly (readonly string[])[]): void {
  if (rows.length === 0) print('There are none.');
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
