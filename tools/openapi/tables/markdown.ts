export type Row = readonly string[];

/** A table in Markdown, without a line break at its end. */
export const table = (head: Row, rows: readonly Row[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(escape).join(' | ')} |`).join('\n');

export const code = (text: string): string => `\`${text}\``;

const escape = (cell: string): string => cell.replaceAll('|', '\\|');
