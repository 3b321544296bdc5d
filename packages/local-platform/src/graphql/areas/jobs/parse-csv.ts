/**
 * The rows of comma-separated text, without empty lines. Cells in quotes may contain commas, line breaks and doubled quotes.
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text.startsWith('\ufeff') ? text.slice(1) : text;
  while (rest !== '') {
    const { cell, end } = readCell(rest);
    rows.at(-1)?.push(cell);
    const separator = rest.slice(end, end + 2);
    if (separator.startsWith(',')) {
      rest = rest.slice(end + 1);
      // A comma at the end of the text is followed by an empty cell.
      if (rest === '') rows.at(-1)?.push('');
    } else {
      rest = rest.slice(end + (separator === '\r\n' ? 2 : 1));
      rows.push([]);
    }
  }
  return rows.filter((row) => row.some((cell) => cell !== ''));
}

/** The first cell of a text, and where the separator after it is. */
function readCell(text: string): { cell: string; end: number } {
  const quoted = /^"((?:[^"]+|"")*)"?/.exec(text);
  if (quoted) {
    const after = text.slice(quoted[0].length).search(/[,\r\n]/);
    const end = after === -1 ? text.length : quoted[0].length + after;
    return { cell: (quoted[1] ?? '').replaceAll('""', '"'), end };
  }
  const end = text.search(/[,\r\n]/);
  return { cell: end === -1 ? text : text.slice(0, end), end: end === -1 ? text.length : end };
}
