// `npm run test:made-app`: packs the three packages, installs them from a registry of its own as if they were published, makes an app, and
// does there what its owner does: tests, lint, `npm run dev`, the build, monday code, an upgrade.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { build, upload } from '../rehearsal/buildpack.mjs';
import { startApp, startPlatform, variablesOf } from '../rehearsal/monday-code.mjs';
import { freePorts } from '../support/free-ports.cjs';
import { Machine } from './machine.mjs';
import { Registry } from './registry.mjs';
import { packNext, readPackedManifest } from './tarball.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const { HttpClient } = createRequire(import.meta.url)('../../../dist/testing/index.js');
const run = promisify(execFile);
const KIB = 1024;
const LIMITS = {
  'monday-app-backend': 2_048 * KIB,
  'monday-local-platform': 1_536 * KIB,
  'create-monday-app-backend': 100 * KIB,
};
const NAMES = Object.keys(LIMITS);
const MAX_FILES = 40;

/** The tarballs; `PACKED` names a folder with those that were made before. */
let packed;
let registry;
let machine;

before(async () => {
  packed = process.env.PACKED ?? (await mkdtemp(join(tmpdir(), 'packed-')));
  if (process.env.PACKED === undefined)
    await run(process.execPath, ['tools/pack.mjs', '--out', packed], { cwd: ROOT });
  const { stdout } = await run('npm', ['config', 'get', 'registry']);
  registry = await Registry.start(stdout.trim());
  await registry.publish(packed);
  machine = await Machine.create(registry.url);
});
after(async () => {
  await registry?.close();
  await machine?.remove();
  if (process.env.PACKED === undefined) await rm(packed, { recursive: true, force: true });
});

const tarballs = async () => (await readdir(packed)).map((name) => join(packed, name));
const client = (url, token) => new HttpClient(() => url, token ? { authorization: `Bearer ${token}` } : {});
const app = (...names) => machine.path('my-app', ...names);
const inApp = (env) => ({ cwd: app(), env });
const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));

/** Logs in as the first user of the platform. @returns a client with the access token */
async function login(url, platform) {
  const [user] = await (await fetch(`${platform}/__sandbox/users`)).json();
  const browser = client(url);
  const begun = await browser.get('/auth/login');
  const approved = await browser.get(begun.location, { query: { prompt: 'none', login_hint: user.id } });
  const callback = await browser.get(approved.location);
  assert.equal(callback.status, 200, callback.text);
  return client(url, callback.json().access_token);
}

async function mailTo(platform, recipient) {
  for (;;) {
    const mails = await (await fetch(`${platform}/__sandbox/mails?recipient=${recipient}`)).json();
    if (mails.length > 0) return mails[0];
    await nextTurn();
  }
}

describe('the packages', () => {
  it('are small, and name nothing of this repository', async () => {
    for (const file of await tarballs()) {
      const { name, private: isPrivate, dependencies = {} } = await readPackedManifest(file);
      const { size } = await stat(file);
      console.log(`${name}: ${Math.round(size / KIB)} KiB`);
      assert.ok(size < LIMITS[name], `${name} has ${size} bytes`);
      assert.equal(isPrivate, undefined);
      const { stdout } = await run('tar', ['-xzOf', file], { maxBuffer: 64 * 1024 * KIB });
      assert.ok(!stdout.includes(ROOT), `${name} has a path of this machine`);
      assert.equal(dependencies['monday-persistence'], undefined);
      if (name === 'create-monday-app-backend') assert.deepEqual(dependencies, {});
    }
    assert.equal((await tarballs()).length, NAMES.length);
  });
});

describe('monday-local-platform, in an empty folder', () => {
  const inFolder = (env) => ({ cwd: machine.path('python-app'), env });
  before(() => mkdir(machine.path('python-app')));

  it('runs, answers, and ends with npx', async () => {
    const { found, killAlone } = await machine.start(
      'npx',
      ['--yes', 'monday-local-platform'],
      /answers at (http:\S+)/,
      inFolder(),
    );
    const users = await (await fetch(`${found[1]}/__sandbox/users`)).json();
    await killAlone();
    assert.ok(users.length > 0);
    assert.deepEqual(await readdir(machine.path('python-app')), ['data']);
  });

  it('refuses production in one line', async () => {
    const words = ['--yes', 'monday-local-platform'];
    const { code, stderr } = await machine.run('npx', words, inFolder({ NODE_ENV: 'production' }));
    assert.deepEqual(
      [code, stderr],
      [1, 'The local platform does not start with NODE_ENV=production: it lets anyone log in as anyone.\n'],
    );
  });
});

describe('npm create monday-app-backend', () => {
  const create = (words, env) =>
    machine.run('npm', ['create', '--yes', 'monday-app-backend', '--', ...words], { env });

  it('makes an app of few files, with one copy of Nest', async () => {
    const { code, stdout, stderr } = await create(['my-app']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /my-app is ready\. Next:\n\n {2}cd my-app\n {2}npm run dev\n/);
    const files = (await readdir(app(), { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile() && !entry.parentPath.includes('node_modules'),
    );
    assert.ok(files.length < MAX_FILES, `${files.length} files`);
    console.log(`The app has ${files.length} files.`);
    const nests = await machine.must('npm', ['ls', '--parseable', '@nestjs/core', '@nestjs/common'], inApp());
    assert.equal(new Set(nests.trim().split('\n')).size, 2, nests);
    const script = `const library = require('monday-app-backend');
      const ofLibrary = require('node:module').createRequire(require.resolve('monday-app-backend'));
      console.log(
        ofLibrary('@nestjs/common').HttpException === require('@nestjs/common').HttpException,
        library.Clock === require('monday-app-backend/testing').Clock,
        typeof library.MailService,
      );`;
    assert.equal(await machine.must(process.execPath, ['-e', script], inApp()), 'true true function\n');
  });

  it('prints the version of each command', async () => {
    for (const file of await tarballs()) {
      const { name, version, bin } = await readPackedManifest(file);
      const words = ['--yes', '--package', name, '--', Object.keys(bin)[0], '--version'];
      assert.equal(await machine.must('npm', ['exec', ...words], inApp()), `${version}\n`);
    }
  });

  it('explains the scripts and the commands of the app, without it', async () => {
    const inNoApp = { cwd: machine.path('python-app') };
    const monday = app('node_modules/.bin/monday-app');
    const help = await machine.must(monday, ['--help'], inNoApp);
    assert.match(help, /^The scripts of the app:\n {2}dev [^]+\nCommands:\n {2}doctor /);
    assert.match(
      await machine.must(monday, ['doctor', '--help'], inNoApp),
      /npm run cli -- doctor \[--json\]/,
    );
  });

  it('adds a board view whose feature fits the library', async () => {
    const { code, stderr } = await create(['my-view', '--view', '--no-install']);
    assert.equal(code, 0, stderr);
    const folder = machine.path('my-view');
    const { dependencies, devDependencies } = await readJson(join(folder, 'package.json'));
    assert.ok(devDependencies['@vibe/core'] && devDependencies.vite && !dependencies.react);
    // The tools of the view are not installed; the backend needs none of them.
    await symlink(app('node_modules'), join(folder, 'node_modules'), 'junction');
    await machine.must('npx', ['tsc', '--noEmit', '-p', 'tsconfig.json'], { cwd: folder });
    await machine.must('npx', ['jest', 'test/app/board-notes'], { cwd: folder });
    await rm(folder, { recursive: true });
  });

  it('needs no approval of install scripts', async () => {
    const listed = await machine.run('npm', ['install', '--dry-run'], inApp());
    assert.doesNotMatch(listed.stderr, /install scripts not yet covered/);
  });

  it('refuses in one line, and leaves nothing', async () => {
    const there = await readdir(machine.folder);
    const refusals = {
      'my-app': /^\S+my-app is not empty\. Choose another name, or empty it\.\n/,
      'My App': /^"My App" cannot be the name of an app\. Use .+\.\n/,
    };
    for (const [name, message] of Object.entries(refusals)) {
      const { code, stderr } = await create([name]);
      assert.equal(code, 1);
      assert.match(stderr, message);
    }
    assert.deepEqual(await readdir(machine.folder), there);
  });

  it('leaves nothing where the install fails or is interrupted', async () => {
    const bin = machine.path('bin');
    await mkdir(bin);
    await machine.must('npm', ['install', '--prefix', bin, 'create-monday-app-backend']);
    const there = await readdir(machine.folder);
    const ends = {
      'exit 1': /npm install failed \(see above\); nothing was created\./,
      // As a terminal does it: to npm and to its parent.
      'kill -INT $PPID; exit 130': /^Interrupted; nothing was created\.\n$/,
    };
    for (const [script, message] of Object.entries(ends)) {
      await writeFile(join(bin, 'npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      const command = join(bin, 'node_modules/.bin/create-monday-app-backend');
      const { code, stderr } = await machine.run(command, ['other-app'], {
        env: { PATH: `${bin}:${process.env.PATH}` },
      });
      assert.equal(code, 1);
      assert.match(stderr, message);
    }
    assert.deepEqual(await readdir(machine.folder), there);
  });
});

describe('the made app', () => {
  it('passes what its CI runs', async () => {
    const { jobs } = parse(await readFile(app('.github/workflows/ci.yml'), 'utf8'));
    const commands = jobs.check.steps.flatMap(({ run: command }) => command ?? []);
    assert.deepEqual(commands.slice(0, 2), ['npm ci', 'npm run lint']);
    for (const command of commands.slice(1)) await machine.must('sh', ['-c', command], inApp());
  });

  it('runs with npm run dev: login, storage, an action, a mail', async () => {
    const { stop, output } = await machine.start('npm', ['run', 'dev'], /Stop +Ctrl/, inApp());
    try {
      const [, url] = /Log in +(http:\S+)\/auth\/login/.exec(output());
      const [, platform] = /Console +(http:\S+)\//.exec(output());
      const http = await login(url, platform);
      assert.equal((await http.put('/storage/greeting', { value: 'hello' })).status, 201);
      assert.equal((await http.get('/storage/greeting')).json().value, 'hello');
      const [, port] = /:(\d+)$/.exec(platform);
      const words = ['sandbox', 'send', 'action', 'send-greeting', '--field', 'to=ada@example.com'];
      await machine.must(
        'npx',
        ['monday-app', ...words, '--field', 'name=Ada'],
        inApp({ SANDBOX_PORT: port }),
      );
      assert.equal((await mailTo(platform, 'ada@example.com')).subject, 'Hello Ada');
    } finally {
      await stop();
    }
  });

  it('does not start a local platform of another version', async () => {
    const path = app('node_modules/monday-local-platform/package.json');
    const text = await readFile(path, 'utf8');
    const { version } = JSON.parse(text);
    await writeFile(path, text.replace(`"version": "${version}"`, '"version": "99.1.0"'));
    const { code, stderr } = await machine.run('npx', ['monday-app', 'dev'], inApp());
    await writeFile(path, text);
    const message = `monday-local-platform 99.1.0 does not fit monday-app-backend ${version}: npm install --save-dev monday-local-platform@${version}\n`;
    assert.deepEqual([code, stderr], [1, message]);
  });

  it('can import each entry by its names from an ES module', async () => {
    const source = `
      import { StorageService } from 'monday-app-backend';
      import { TestApp } from 'monday-app-backend/testing';
      import { startSandbox } from 'monday-local-platform';
      import { PLATFORM_COMMANDS } from 'monday-local-platform/cli';
      import { startDocumentDb } from 'monday-local-platform/document-db';
      console.log([StorageService, TestApp, startSandbox, PLATFORM_COMMANDS, startDocumentDb].map((each) => typeof each).join());`;
    await writeFile(app('names-check.mjs'), source);
    const printed = await machine.must(process.execPath, ['names-check.mjs'], inApp());
    assert.equal(printed, 'function,function,function,object,function\n');
    await rm(app('names-check.mjs'));
  });

  it('has types, however modules are resolved', async () => {
    const source = `
      import { type Request } from 'express';
      import { type StorageService } from 'monday-app-backend';
      import { type TestApp } from 'monday-app-backend/testing';
      import { PLATFORM_COMMANDS } from 'monday-local-platform/cli';
      export const check = (request: Request, test: TestApp, storage: StorageService): unknown => [
        // @ts-expect-error not any
        request.nope,
        // @ts-expect-error not any
        test.nope,
        // @ts-expect-error not any
        storage.nope,
        // @ts-expect-error not any
        PLATFORM_COMMANDS.nope,
      ];`;
    const ways = [
      ['--module', 'node16'],
      ['--module', 'esnext', '--moduleResolution', 'bundler'],
      ['--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0'],
    ];
    const options = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--types',
      'node',
      '--skipLibCheck',
    ];
    for (const name of ['types-check.cts', 'types-check.mts']) await writeFile(app(name), source);
    for (const way of ways) {
      await machine.must('npx', ['tsc', ...options, ...way, 'types-check.cts'], inApp());
      await machine.must('npx', ['tsc', ...options, ...way, 'types-check.mts'], inApp());
    }
    for (const name of ['types-check.cts', 'types-check.mts']) await rm(app(name));
  });

  it('says in one line what a build or a start for development misses', async () => {
    const folder = app('node_modules/chokidar');
    await rename(folder, `${folder}-away`);
    const away = await machine.run('npx', ['monday-app', 'dev'], inApp());
    await rename(`${folder}-away`, folder);
    assert.deepEqual(
      [away.code, away.stderr],
      [1, 'chokidar is not installed. Install the development dependencies too: npm install --include=dev\n'],
    );
    const elsewhere = await machine.run(app('node_modules/.bin/monday-app'), ['build'], {
      cwd: machine.folder,
    });
    assert.deepEqual(
      [elsewhere.code, elsewhere.stderr],
      [1, 'There is no src/main.ts here. Run this in the folder of the app.\n'],
    );
  });

  it('is started, with its own OpenAPI document', async () => {
    const { found, stop } = await machine.start('npm', ['start'], /listening on port (\d+)/, inApp());
    try {
      const http = client(`http://127.0.0.1:${found[1]}`);
      assert.equal((await http.get('/health')).status, 200);
      const { info, paths } = (await http.get('/docs/openapi.json')).json();
      assert.equal(info.title, 'my-app');
      assert.ok(paths['/storage/{key}']);
    } finally {
      await stop();
    }
  });

  it('is looked at by the doctor', async () => {
    const report = await machine.must('npm', ['run', '--silent', 'cli', '--', 'doctor'], inApp());
    assert.match(report, /problems: 0/);
  });

  it('runs as on monday code', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'made-app-cloud-'));
    let platform;
    let rehearsed;
    try {
      await upload(folder, app());
      await build(folder, machine.env);
      assert.throws(() => createRequire(`${folder}/x.js`).resolve('jest'));
      const [port, platformPort, smtpPort, sidecarPort] = await freePorts(4);
      const url = `http://127.0.0.1:${port}`;
      platform = await startPlatform(folder, { platformPort, smtpPort, sidecarPort, url });
      const variables = await variablesOf(platform);
      const { MNDY_MONGODB_CONNECTION_STRING } = await (await fetch(`${platform.url}/__sandbox/env`)).json();
      const given = { MNDY_MONGODB_CONNECTION_STRING };
      rehearsed = await startApp(folder, { port, url, smtpPort, variables, given });
      assert.match(rehearsed.output(), /state is in document-db: PERSISTENCE_DRIVER or the app chooses it/);
      const http = await login(url, platform.url);
      // As only a store of ours answers: apps-storage does not tell a new row from an old one.
      assert.equal((await http.put('/storage/greeting', { value: 'hello' })).status, 201);
      assert.deepEqual(await rehearsed.stop(), { code: 0, signal: null });
    } finally {
      await rehearsed?.stop();
      await platform?.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('an upgrade', () => {
  const NEXT = '0.1.1';
  const NEXT_MINOR = '0.2.0';
  // npm would otherwise believe what it learned of the packages a minute ago.
  const online = { npm_config_prefer_offline: 'false', npm_config_prefer_online: 'true' };

  const publish = async (version, change) => {
    const folder = machine.path(version);
    await mkdir(folder);
    await packNext(await tarballs(), version, folder, change);
    await registry.publish(folder);
  };
  const assertInstalled = async (version) => {
    for (const name of ['monday-app-backend', 'monday-local-platform']) {
      assert.equal((await readJson(app('node_modules', name, 'package.json'))).version, version);
    }
  };

  before(() =>
    publish(NEXT, async (folder) => {
      const template = join(folder, 'template');
      if ((await readdir(folder)).includes('template')) {
        await appendFile(join(template, 'Dockerfile'), '# Made up for a test.\n');
        await appendFile(join(template, 'dot-gitignore'), 'made-up/\n');
      }
    }),
  );

  it('is taken by npm update', async () => {
    await machine.must('npm', ['update', 'monday-app-backend', 'monday-local-platform'], inApp(online));
    await assertInstalled(NEXT);
  });

  it('shows what differs in the generated files, and changes nothing unasked', async () => {
    await appendFile(app('.gitignore'), 'mine/\n');
    const shown = await machine.must('npx', ['monday-app', 'upgrade'], inApp());
    assert.match(shown, /^From version 0\.1\.0 to 0\.1\.1:\n/);
    assert.match(shown, /\n\.gitignore: edited; the new text goes to \.gitignore\.new\n/);
    assert.match(shown, /\nDockerfile: changed\n[^]*\n {2}\+ # Made up for a test\.\n/);
    assert.doesNotMatch(await readFile(app('Dockerfile'), 'utf8'), /Made up/);
  });

  it('is applied on request, but not over an edited file', async () => {
    await machine.must('npx', ['monday-app', 'upgrade', '--apply'], inApp());
    assert.match(await readFile(app('Dockerfile'), 'utf8'), /Made up/);
    assert.match(await readFile(app('.gitignore'), 'utf8'), /mine/);
    assert.match(await readFile(app('.gitignore.new'), 'utf8'), /made-up/);
    assert.equal(
      await machine.must('npx', ['monday-app', 'upgrade'], inApp()),
      'The generated files are up to date with version 0.1.1.\n',
    );
    await machine.must('npm', ['test'], inApp());
  });

  it('is taken to a new minor version by the command of the README', async () => {
    await publish(NEXT_MINOR, () => undefined);
    const [command] = /^npm install monday-.+$/m.exec(await readFile(app('README.md'), 'utf8'));
    await machine.must('sh', ['-c', command], inApp(online));
    await assertInstalled(NEXT_MINOR);
    const { dependencies, devDependencies } = await readJson(app('package.json'));
    assert.equal(dependencies['monday-app-backend'], `^${NEXT_MINOR}`);
    assert.equal(devDependencies['monday-local-platform'], `^${NEXT_MINOR}`);
  });
});
