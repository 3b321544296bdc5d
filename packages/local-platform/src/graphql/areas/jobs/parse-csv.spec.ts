import { parseCsv } from './parse-csv.js';

describe('parseCsv', () => {
  it.each([
    [
      'cells and lines',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'lines of Windows, and a byte order mark',
      '\ufeffa,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['quotes', '"a,""1""\n",b', [['a,"1"\n', 'b']]],
    [
      'empty cells and lines',
      'a,,\n\n,b,\n',
      [
        ['a', '', ''],
        ['', 'b', ''],
      ],
    ],
    ['a quote that does not end', '"a,b', [['a,b']]],
    ['nothing', '', []],
  ])('reads %s', (_what, text, rows) => {
    expect(parseCsv(text)).toEqual(rows);
  });

  it('reads a long text', () => {
    const cell = `"${'x""'.repeat(100_000)}"`;
    expect(parseCsv(`${cell},1\n`.repeat(20))).toHaveLength(20);
  });
});
