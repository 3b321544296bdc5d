import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const COMPILER = pathToFileURL(join(__dirname, 'compiler.mjs')).href;

describe('the compiler', () => {
  it('copies JSON, removes what has no source, and keeps what later steps of the build wrote', () => {
    const folder = mkdtempSync(join(tmpdir(), 'compiler-'));
    const write = (path: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), '');
    };
    const later = [
      'dist/chunks/a.js',
      'dist/main.js',
      'dist/openapi.json',
      'dist/views/notes/assets/index-aB3_x9Zk.js',
    ];
    const sources = ['src/main.ts', 'src/kept.ts', 'src/deep/data.json', 'src/features/a/view/package.json'];
    [...sources, 'dist/deep/gone.js', 'dist/deep/gone.json', ...later].forEach(write);
    const code = `import { Compiler } from ${JSON.stringify(COMPILER)};
      await new Compiler([['src', 'dist']], ['src/main']).compileAll();`;
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: folder });
    const left = readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' }).map((path) =>
      join('dist', path).replaceAll('\\', '/'),
    );
    expect(left.filter((path) => /\.js(on)?$/.test(path)).sort()).toEqual(
      ['dist/deep/data.json', 'dist/kept.js', 'dist/main.unbundled.js', ...later].sort(),
    );
    rmSync(folder, { recursive: true });
  });
});
