import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const DOCUMENT = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

interface Row {
  readonly title: string;
  readonly tests: readonly (readonly [file: string, name: string])[];
}

/** Rows of the tables whose last column is headed "test". */
function rowsWithTests(): Row[] {
  const rows: Row[] = [];
  let isListed = false;
  for (const line of DOCUMENT.split('\n')) {
    if (!line.startsWith('|')) {
      isListed = false;
      continue;
    }
    const cells = line.split(' | ').map((cell) => cell.replace(/^\|\s*|\s*\|$/g, '').trim());
    const last = cells.at(-1) ?? '';
    if (last === 'test') isListed = true;
    else if (isListed && !/^-+(\|-+)*$/.test(last))
      rows.push({ title: cells.slice(0, 2).join(' '), tests: testsOf(last) });
  }
  return rows;
}

function testsOf(cell: string): [string, string][] {
  return [...cell.matchAll(/`([^`]+)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(([, file = '', names = '']) =>
    [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']): [string, string] => [file, name]),
  );
}

/** As a name stands in a source, between any quotes. */
function isNamed(source: string, name: string): boolean {
  const quoted = [`'${name.replaceAll("'", "\\'")}'`, `"${name}"`, `\`${name}\``];
  return quoted.some((text) => source.includes(text));
}

const rows = rowsWithTests();

describe('docs/security.md', () => {
  it('covers the attacks and both RFCs', () => {
    expect(rows.length).toBeGreaterThan(50);
  });

  it.each(rows.map(({ title, tests }) => [title, tests] as const))(
    'names tests that exist: %s',
    (_title, tests) => {
      expect(tests.length).toBeGreaterThan(0);
      const missing = tests.filter(([file, name]) => {
        const path = join(ROOT, file);
        return !existsSync(path) || !isNamed(readFileSync(path, 'utf8'), name);
      });
      expect(missing).toEqual([]);
    },
  );
});
