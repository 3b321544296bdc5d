import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/**
 * Runs the files of one entry of `groups.json` as one. Jest loads every module anew for each file, which for the whole
 * app takes longer than most of its tests: a group loads it once. A file that is named, as in `npx jest <file>`, runs
 * alone.
 */
export function runGroup(name: string): void {
  const groups = JSON.parse(readFileSync(join(__dirname, 'groups.json'), 'utf8')) as Record<string, string>;
  const files = specFiles().filter((file) => new RegExp(`^${groups[name]}`).test(file));
  if (files.length === 0) throw new Error(`The group ${name} has no files.`);
  for (const file of files) {
    describe(basename(file, '.ts'), () => {
      jest.requireActual(join(ROOT, file));
      afterAll(() => {
        jest.useRealTimers();
        jest.restoreAllMocks();
      });
    });
  }
}

function specFiles(): string[] {
  return ['src', 'packages', 'test', 'tools']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .filter((name) => name.endsWith('spec.ts'))
    .sort();
}
