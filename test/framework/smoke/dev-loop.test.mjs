// `npm run dev` in a copy of the repository: from a save to the running app, and the end of everything with npm.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../support/chromium-path.cjs';
import { Workspace } from '../support/workspace.mjs';

const VIEW = 'src/app/features/board-notes/view/app.tsx';
const BROWSER_OPTIONS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const FEATURE = 'src/app/features/greeting/greeting.feature.ts';
const featureSaying = (text, more = '') => `
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../../caller/index.js';
import { Feature } from '../../../feature/index.js';
${more}
@Controller('greeting')
class GreetingController {
  /** A greeting. */
  @Public()
  @Get()
  greet(): { text: string } {
    return { text: ${text} };
  }
}

@Feature({ name: 'greeting', controllers: [GreetingController] })
export class GreetingFeature {}
`;

/** A running `npm run dev`. */
class Session {
  output = '';
  read = 0;

  constructor(workspace, words = []) {
    this.app = `http://127.0.0.1:${workspace.ports.PORT}`;
    this.platform = `http://127.0.0.1:${workspace.ports.SANDBOX_PORT}`;
    this.npm = spawn('npm', ['run', 'dev', '--', ...words], { cwd: workspace.folder, env: workspace.env });
    /** When no process is left that writes to the terminal. */
    this.closed = once(this.npm, 'close');
    for (const stream of [this.npm.stdout, this.npm.stderr]) {
      stream.on('data', (chunk) => {
        this.output += chunk;
        this.onOutput?.();
      });
    }
  }

  /** Waits for words after those that were waited for before. */
  async waitFor(words) {
    for (;;) {
      const found = words.exec(this.output.slice(this.read));
      if (found) {
        this.read += found.index + found[0].length;
        return found;
      }
      const more = new Promise((resolve) => (this.onOutput = () => resolve(true)));
      if ((await Promise.race([more, this.closed])) !== true) {
        throw new Error(`It ended without ${words}:\n${this.output}`);
      }
    }
  }

  async get(path) {
    const reply = await fetch(`${this.app}${path}`);
    return { status: reply.status, body: await reply.json() };
  }

  async stop(signal = 'SIGTERM') {
    this.npm.kill(signal);
    await this.closed;
  }
}

const isListening = (url) =>
  fetch(url).then(
    () => true,
    () => false,
  );

describe('npm run dev', () => {
  let workspace;
  let session;
  before(async () => {
    workspace = await Workspace.create();
    await workspace.write(FEATURE, featureSaying("'one'"));
    const module = await workspace.read('src/app/app.module.ts');
    const withFeature = module
      .replace('imports: [', 'imports: [GreetingFeature,')
      .replace(/^/, "import { GreetingFeature } from './features/greeting/greeting.feature.js';\n");
    await workspace.write('src/app/app.module.ts', withFeature);
  });
  after(async () => {
    await session?.stop('SIGKILL');
    await workspace.remove();
  });

  const save = async (text, more) => {
    await workspace.write(FEATURE, featureSaying(text, more));
  };
  const greeting = async () => (await session.get('/greeting')).body.text;

  it('says what it does, and starts both', async () => {
    session = new Session(workspace);
    await session.waitFor(/Compiling/);
    await session.waitFor(/are ready \([\d.]+ s\)/);
    await session.waitFor(/Stop +Ctrl/);
    assert.equal(await greeting(), 'one');
  });

  it('restarts the app on a save, with the platform still running', async () => {
    await save("'two'");
    await session.waitFor(/Restarted in [\d.]+ s after a change of src.app.features.greeting/);
    assert.equal(await greeting(), 'two');
    assert.equal(session.output.match(/local platform answers/g).length, 1);
  });

  it('checks the types and makes the API document of what was saved, and does not wait for them', async () => {
    await save('3');
    await session.waitFor(/Restarted/);
    assert.equal(await greeting(), 3);
    await session.waitFor(/Types: errors\n.*greeting\.feature\.ts.*TS2322/s);
    await save("'three'");
    await session.waitFor(/Types: no errors/);
    for (;;) {
      const { status, body } = await session.get('/docs/openapi.json');
      assert.equal(status, 200);
      if (body.paths['/greeting']) break;
    }
  });

  it('keeps the app that runs if a file cannot be compiled, and tries again at the next save', async () => {
    await save("'four' +");
    await session.waitFor(/greeting\.feature\.ts/);
    await session.waitFor(/Not restarted: fix it and save/);
    assert.equal(await greeting(), 'three');
    await save("'four'");
    await session.waitFor(/Restarted/);
    assert.equal(await greeting(), 'four');
  });

  it('reports an app that does not start, and tries again at the next save', async () => {
    await save("'five'", "throw new Error('not yet');");
    await session.waitFor(/not yet/);
    await session.waitFor(/The app has ended \(exit code 1\)/);
    await save("'five'");
    await session.waitFor(/Restarted/);
    assert.equal(await greeting(), 'five');
  });

  it('restarts an app that still answers a request', async () => {
    const hanging = featureSaying("'never'").replace(
      'greet(): { text: string } {',
      'async greet(): Promise<{ text: string }> { await new Promise(() => undefined);',
    );
    await workspace.write(FEATURE, hanging);
    await session.waitFor(/Restarted/);
    const lost = assert.rejects(greeting());
    await save("'six'");
    await session.waitFor(/The app did not stop within 1 s and is killed/);
    await session.waitFor(/Restarted/);
    await lost;
    assert.equal(await greeting(), 'six');
  });

  it('says that a change of the variables needs a new start', async () => {
    await workspace.write('.env', 'LOG_LEVEL=debug');
    await session.waitFor(/\.env has changed\. Stop npm run dev and start it again/);
    await rm(join(workspace.folder, '.env'));
  });

  it('is not disturbed by a build', async () => {
    let isBuilding = true;
    const build = workspace.run('npm', ['run', 'build']).finally(() => (isBuilding = false));
    while (isBuilding) {
      assert.equal((await session.get('/docs/openapi.json')).status, 200);
      assert.equal(await greeting(), 'six');
    }
    assert.equal((await build).stderr, '');
    await save("'seven'");
    await session.waitFor(/Restarted/);
    assert.equal(await greeting(), 'seven');
  });

  const assertAllEnds = async (signal) => {
    await session.stop(signal);
    assert.equal(await isListening(session.app), false);
    assert.equal(await isListening(session.platform), false);
    session = undefined;
  };

  it('ends everything if npm is ended by SIGTERM', () => assertAllEnds('SIGTERM'));

  it('ends everything if npm is gone before the launcher has begun', async () => {
    session = new Session(workspace);
    await session.waitFor(/tools.dev\.mjs/);
    await assertAllEnds('SIGKILL');
  });

  it('starts the inspector of the app, and does not watch if it is not wanted', async () => {
    session = new Session(workspace, ['--no-watch', '--inspect-port', '0', '--as', 'monday-code']);
    const [, port] = await session.waitFor(/Debugger listening on ws:\/\/127\.0\.0\.1:(\d+)/);
    const [target] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
    assert.match(target.url, /main\.unbundled\.js$/);
    await session.waitFor(/are ready/);
    assert.doesNotMatch(session.output, /save a file/);
  });

  it(
    'shows the view on a server of Vite: a login ends in it, and a save changes it without a reload',
    {
      skip: chromiumPath === undefined && 'needs Chromium',
    },
    async () => {
      const [, host] = await session.waitFor(/View board-notes: (http:\S+)/);
      const browser = await chromium.launch({ executablePath: chromiumPath, args: BROWSER_OPTIONS });
      try {
        const page = await browser.newPage();
        await page.goto(host);
        const view = await (await page.waitForSelector('.stage iframe')).contentFrame();
        const connect = view.getByRole('button', { name: 'Connect' });
        await connect.waitFor();
        // Only the message of the pop-up can end the login: the view does not see that it is closed.
        await view.evaluate('isLoaded = true, setInterval = () => 0');
        const opened = page.context().waitForEvent('page');
        await connect.press('Enter');
        await (await opened).getByRole('button', { name: 'Approve' }).click();
        await view.getByRole('listitem').first().waitFor();
        const source = await workspace.read(VIEW);
        await workspace.write(VIEW, source.replace('placeholder="Search', 'placeholder="Find'));
        await view.getByPlaceholder('Find items and notes').waitFor();
        assert.equal(await view.evaluate('isLoaded'), true);
      } finally {
        await browser.close();
      }
    },
  );

  it('ends everything if npm is ended by SIGKILL', () => assertAllEnds('SIGKILL'));
});

describe('a check of npm run dev', () => {
  const launcher = `
    const { BackgroundChecks } = require(process.argv[1]);
    new BackgroundChecks([{ subject: 'Types', command: ['check.js'] }], () => undefined).restart();`;
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'check-'));
    const endless = "require('node:fs').writeFileSync('pid', String(process.pid)); for (;;);";
    await writeFile(join(folder, 'check.js'), endless);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const isRunning = (pid) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const pidOfCheck = async () => {
    for (;;) {
      const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
      if (pid > 0) return pid;
    }
  };

  it('ends with a launcher that is killed, although it computes', { timeout: 60_000 }, async (t) => {
    const checks = fileURLToPath(new URL('../../../dist/launcher/background-checks.js', import.meta.url));
    const child = spawn(process.execPath, ['-e', launcher, checks], { cwd: folder });
    const pid = await pidOfCheck();
    t.after(() => isRunning(pid) && process.kill(pid, 'SIGKILL'));
    child.kill('SIGKILL');
    while (isRunning(pid)) await nextTurn();
  });
});
