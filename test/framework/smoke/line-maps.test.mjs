// The source maps of the bundles (tools/line-maps.mjs) lead to the same lines as those of the compiler.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { lineMapOf } from '../../../tools/line-maps.mjs';

/** The compiler puts the chain in one line. */
const SOURCE = `
/** Twice the sum of those that count. */
export function sum(numbers: number[], counts: (each: number) => boolean): number {
  return numbers
    .map((each) => each * 2)
    .filter(
      counts,
    )
    .reduce((before, each) => before + each, 0);
}
`;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

describe('a map of lines', () => {
  it('leads from each column to the line of the whole map, with less text', async () => {
    const { code, map } = await transform(SOURCE, {
      filename: 'sum.ts',
      sourceMaps: true,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    });
    const whole = JSON.parse(map);
    const reduced = lineMapOf(whole);
    const [expected, found] = [new SourceMap(whole), new SourceMap(reduced)];
    const places = code.split('\n').flatMap((text, line) => [...text].map((_, column) => [line, column]));
    const linesIn = (sourceMap) =>
      places.map(([line, column]) => sourceMap.findEntry(line, column).originalLine);
    assert.ok(code.split('\n').some((text) => text.includes('.map') && text.includes('.filter')));
    assert.deepEqual(linesIn(found), linesIn(expected));
    assert.ok(reduced.mappings.length < whole.mappings.length / 2);
  });

  it('leads back over lines and sources, and leaves out what leads nowhere', () => {
    // Of each segment: the column, and the source, line and column that it leads to, then perhaps a name, as differences.
    const map = {
      version: 3,
      sources: ['a.ts', 'b.ts'],
      names: ['x'],
      mappings: 'AAgCAA,EAAE,G;ACjCA,EDkCF,gBAAA',
    };
    assert.deepEqual(lineMapOf(map), {
      ...map,
      names: [],
      mappings: 'AAgCA;ACjCE,EDkCF',
    });
  });

  it('leads from the built app to its sources', async () => {
    const map = JSON.parse(await readFile(`${ROOT}dist/main.js.map`, 'utf8'));
    const lines = (await readFile(`${ROOT}dist/main.js`, 'utf8')).split('\n');
    const line = lines.findIndex((text) => text.includes('listening on port'));
    const entry = new SourceMap(map).findEntry(line, lines[line].length - 1);
    const source = (await readFile(`${ROOT}src/start-app.ts`, 'utf8')).split('\n');
    assert.match(entry.originalSource, /src\/start-app\.ts$/);
    assert.match(source[entry.originalLine], /listening on port/);
  });
});
