import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
/** Imports and exports that are loaded at start: neither types alone nor lazily. */
const STATEMENT = /^(?:import|export) ([^;]*?)\s*from '(\.[^']+)\.js';$/gm;

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const isTypeOnly = (names: string): boolean =>
  /^\{[^}]*\}$/s.test(names) &&
  names
    .replace(/[{}]/g, '')
    .split(',')
    .every((name) => name.trim() === '' || name.trim().startsWith('type '));

/**
 * Which parts of a folder import which.
 * @param partOf the part that a file is in; `undefined` for a file that is no part of the graph
 */
function importsBetween(folder: string, partOf: (file: string) => string | undefined): Graph {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );
  const graph = new Map<string, Set<string>>();
  for (const file of files) {
    const text = readFileSync(join(ROOT, folder, file), 'utf8');
    for (const [, names = '', specifier = ''] of text.matchAll(STATEMENT)) {
      const [from, to] = [partOf(file), partOf(posix.join(posix.dirname(file), `${specifier}.ts`))];
      if (from === undefined || to === undefined || from === to || isTypeOnly(names)) continue;
      graph.set(from, (graph.get(from) ?? new Set()).add(to));
    }
  }
  return graph;
}

/** The parts of the first cycle that there is, in their order; none if there is none. */
function cycleIn(graph: Graph): readonly string[] {
  const done = new Set<string>();
  const visit = (part: string, path: readonly string[]): readonly string[] => {
    if (path.includes(part)) return [...path.slice(path.indexOf(part)), part];
    if (done.has(part)) return [];
    for (const next of graph.get(part) ?? []) {
      const cycle = visit(next, [...path, part]);
      if (cycle.length > 0) return cycle;
    }
    done.add(part);
    return [];
  };
  return [...graph.keys()].map((part) => visit(part, [])).find((cycle) => cycle.length > 0) ?? [];
}

describe('imports', () => {
  it('of the folders of src/auth have one direction; the files beside them import none of the folders', () => {
    const graph = importsBetween('src/auth', (file) => {
      if (file.startsWith('../') || ['auth.module.ts', 'index.ts'].includes(file)) return undefined;
      return file.includes('/') ? posix.dirname(file) : '.';
    });
    expect(graph.size).toBeGreaterThan(5);
    expect(cycleIn(graph)).toEqual([]);
  });

  it('of the modules of src have one direction, the entrances of monday taken for themselves', () => {
    const graph = importsBetween('src', (file) => {
      if (!file.includes('/')) return undefined;
      return /^monday\/(client|requests)(?=\/)/.exec(file)?.[0] ?? file.split('/')[0];
    });
    expect(graph.size).toBeGreaterThan(20);
    expect(cycleIn(graph)).toEqual([]);
  });

  it('that have two directions are found', () => {
    const graph = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c'])],
      ['c', new Set(['b'])],
    ]);
    expect(cycleIn(graph)).toEqual(['b', 'c', 'b']);
  });
});
