import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const text = readFileSync(join(ROOT, 'docs/local-platform.md'), 'utf8');
const rows = text.split('\n').flatMap((line) => {
  const [, fact = '', section = '', tests = ''] = line.split('|').map((cell) => cell.trim());
  return section.includes('](monday-platform.md#')
    ? [{ fact, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name) }]
    : [];
});

describe('docs/local-platform.md', () => {
  it.each(rows)('names tests that exist: $fact', ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    const scripts = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object })
      .scripts;
    for (const name of tests) {
      const script = /^npm run (.*)$/.exec(name)?.[1];
      const path = join(ROOT, name.includes('/') ? name : `packages/local-platform/test/${name}`);
      const isThere = script
        ? script in scripts
        : ['', '.spec.ts', '.e2e-spec.ts'].some((end) => existsSync(path + end));
      expect([name, isThere]).toEqual([name, true]);
    }
  });
});
