// `npm run test:merge`: the owner of a clone renames it, deletes the examples and adds a feature; upstream changes the framework and
// releases a version. The merge of docs/upgrading.md has no conflict, and keeps what is the owner's.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLI = join(ROOT, 'dist/cli/main.js');
const NEXT = '0.9.0';
const run = promisify(execFile);

describe('a clone that merges a version of upstream', () => {
  let folder;

  const git = async (...words) => {
    const identity = [
      '-c',
      'user.name=test',
      '-c',
      'user.email=test@example.com',
      '-c',
      'commit.gpgsign=false',
    ];
    const { stdout } = await run('git', [...identity, ...words], { cwd: folder });
    return stdout;
  };
  const read = (path) => readFile(join(folder, path), 'utf8');
  const write = async (path, text) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const edit = async (path, from, to) => {
    const text = await read(path);
    assert.ok(text.includes(from), `${path} has no ${from}`);
    await write(path, text.replaceAll(from, to));
  };
  const commit = async (message) => {
    await git('add', '--all');
    await git('commit', '--quiet', '--message', message);
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'merge-'));
    const { stdout } = await run('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT });
    for (const file of stdout.split('\n').filter(Boolean)) {
      await cp(join(ROOT, file), join(folder, file)).catch(() => undefined);
    }
    await git('init', '--quiet', '--initial-branch', 'upstream');
    await commit('the version that was cloned');
    await git('branch', 'mine');
    await releaseUpstream();
    await git('checkout', '--quiet', 'mine');
    await makeOwn();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function releaseUpstream() {
    const { version } = JSON.parse(await read('package.json'));
    for (const path of ['package.json', 'package-lock.json', 'docs/openapi.json']) {
      await edit(path, `"version": "${version}"`, `"version": "${NEXT}"`);
    }
    await edit('CHANGELOG.md', '## Unreleased\n', `## Unreleased\n\n## ${NEXT} - 2027-01-01\n`);
    await edit(
      'src/mail/mail.service.ts',
      'export class MailService',
      '/** Made up. */\nexport class MailService',
    );
    await appendFile(join(folder, 'docs/reference.md'), '\nMade up.\n');
    await write('src/mail/made-up.ts', 'export const MADE_UP = 1;\n');
    await commit('a version of upstream');
  }

  async function makeOwn() {
    await run(process.execPath, [CLI, 'rename', 'my-app'], { cwd: folder });
    for (const path of ['src/app/features', 'test/app']) await rm(join(folder, path), { recursive: true });
    await write('src/app/features/mine/mine.feature.ts', 'export class MineFeature {}\n');
    await write('src/app/app.module.ts', 'export class AppModule {}\n');
    await write('README.md', '# My app\n');
    await edit('docs/openapi.json', '"title": "monday app backend"', '"title": "my-app"');
    await appendFile(join(folder, 'docs/reference.md'), '\nMine.\n');
    await commit('my app');
  }

  it('has no conflict', async () => {
    await git('-c', 'merge.generated.driver=cp %B %A', 'merge', '--quiet', '--no-edit', 'upstream');
    assert.equal(await git('status', '--porcelain'), '');
  });

  it('has the framework of upstream', async () => {
    assert.match(await read('src/mail/mail.service.ts'), /Made up/);
    assert.match(await read('src/mail/made-up.ts'), /MADE_UP/);
    assert.match(await read('CHANGELOG.md'), /## 0\.9\.0/);
  });

  it("keeps what is the owner's", async () => {
    const { name, version } = JSON.parse(await read('package.json'));
    assert.deepEqual([name, version], ['my-app', NEXT]);
    assert.equal(await read('README.md'), '# My app\n');
    assert.match(await read('src/app/app.module.ts'), /^export class AppModule/);
    assert.equal(
      await git('ls-files', 'src/app/features', 'test/app'),
      'src/app/features/mine/mine.feature.ts\n',
    );
  });

  it('needs the option, without which the generated files are in conflict', async () => {
    await git('reset', '--quiet', '--hard', 'HEAD~1');
    await assert.rejects(git('merge', '--no-edit', 'upstream'));
    const conflicts = await git('diff', '--name-only', '--diff-filter=U');
    assert.deepEqual(conflicts.trim().split('\n'), [
      'docs/openapi.json',
      'docs/reference.md',
      'package-lock.json',
    ]);
    await git('merge', '--abort');
  });
});
