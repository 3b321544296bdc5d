import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const TEXT_FILE = /\.(ts|mjs|cjs|js|md|yaml|yml|example)$/;
/** A citation that names no section, or a document that the repository does not contain. */
const WITHOUT_SECTION = /(?<!local-)platform\.md(?!#)/;
const CITATION = /monday-platform\.md#([\w-]+)/g;

const sections = new Set(
  [...readFileSync(join(ROOT, 'docs/monday-platform.md'), 'utf8').matchAll(/^###? (.*)$/gm)].map(
    ([, title = '']) => anchorOf(title),
  ),
);

/** As GitHub makes the anchor of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

/** Files of the repository, committed or about to be, without those that are about to be deleted. */
function ownFiles(): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => TEXT_FILE.test(file) && existsSync(join(ROOT, file)));
}

describe('docs/monday-platform.md', () => {
  const citations = ownFiles().flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return [...text.matchAll(CITATION)].map(([, section = '']) => ({ file, section }));
  });

  it('is what the code cites', () => {
    expect(citations.length).toBeGreaterThan(100);
  });

  it('has every section that is cited', () => {
    expect(citations.filter(({ section }) => !sections.has(section))).toEqual([]);
  });

  it('is cited with a section', () => {
    const isOwn = (file: string) => /^(src|packages|tools)\//.test(file);
    const whole = ownFiles().filter(
      (file) => isOwn(file) && WITHOUT_SECTION.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(whole).toEqual([]);
  });

  it('marks how sure each of its sections is, or says that it is not verified', () => {
    const text = readFileSync(join(ROOT, 'docs/monday-platform.md'), 'utf8');
    const bodies = text.split(/^## /m).slice(1);
    const unmarked = bodies.filter(
      (body) => !/documented|\bcode\b|observed|inferred|conflict|Not verified/i.test(body),
    );
    expect(unmarked.map((body) => body.split('\n')[0])).toEqual([]);
  });
});
