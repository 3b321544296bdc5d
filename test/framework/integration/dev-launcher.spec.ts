import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SCOPES } from 'monday-persistence/configuration';
import { eventually } from '../../../src/testing/index.js';
import { compiledApp } from '../support/compiled-app.js';

/** Asking without a pause would take the processor from what is asked. */
const POLL_MS = 20;

/** A launcher with free ports and a folder of its own. */
class Launcher {
  output = '';
  private readonly changed = new EventTarget();
  readonly ended: Promise<number | null>;

  constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        this.output += text.toString();
        this.changed.dispatchEvent(new Event('output'));
      });
    }
    this.ended = once(child, 'exit').then(([code]) => code as number | null);
  }

  /** Resolves to what follows the words in the output, once it is there. */
  async waitFor(words: RegExp): Promise<string> {
    for (;;) {
      const found = words.exec(this.output);
      if (found) return found[1] ?? '';
      await Promise.race([
        new Promise((resolve) => this.changed.addEventListener('output', resolve, { once: true })),
        this.ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${this.output}`))),
      ]);
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

describe('npm run dev', () => {
  let dataDir: string;
  let compiled: string;
  const launchers: Launcher[] = [];

  beforeAll(async () => {
    compiled = await compiledApp();
    dataDir = await mkdtemp(join(tmpdir(), 'dev-launcher-'));
  });
  afterAll(async () => {
    for (const launcher of launchers) launcher.kill('SIGTERM');
    await Promise.all(launchers.map(({ ended }) => ended));
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = (variables: Record<string, string> = {}, words: string[] = []): Launcher => {
    const child = fork(join(compiled, 'dev.js'), words, {
      cwd: dataDir,
      env: {
        PATH: process.env.PATH,
        DATA_DIR: dataDir,
        PORT: '0',
        SANDBOX_PORT: '0',
        SIDECAR_PORT: '0',
        SANDBOX_SMTP_PORT: '0',
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const launcher = new Launcher(child);
    launchers.push(launcher);
    return launcher;
  };
  const addresses = async (launcher: Launcher): Promise<{ app: string; platform: string }> => ({
    app: (await launcher.waitFor(/Log in +(http:\S+)\/auth\/login/)).trim(),
    platform: (await launcher.waitFor(/Console +(http:\S+)\//)).trim(),
  });
  const answers = (url: string): Promise<boolean> =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'starts app and platform, redirects from the login to the consent page, and stops both on %s',
    async (signal) => {
      const launcher = start();
      const { app, platform } = await addresses(launcher);
      expect(await answers(`${app}/health/live`)).toBe(true);
      expect(await answers(`${platform}/__sandbox/users`)).toBe(true);
      const login = await fetch(`${app}/auth/login`, { redirect: 'manual' });
      expect(login.headers.get('location')).toContain(`${platform}/oauth2/authorize`);

      launcher.kill(signal);
      expect(await launcher.ended).toBe(0);
      expect(launcher.output).not.toContain('is killed');
      expect(await answers(`${app}/health/live`)).toBe(false);
      expect(await answers(`${platform}/__sandbox/users`)).toBe(false);
    },
  );

  it('kills an app that does not stop if Ctrl+C is pressed again', async () => {
    const path = join(dataDir, 'deaf.cjs');
    await writeFile(
      path,
      `const { on } = process;
      const isApp = /main\\.js$/.test(process.argv[1]) && !/local-platform/.test(process.argv[1]);
      if (isApp) process.on = (name, listener) => on.call(process, name, /^SIG/.test(name) ? () => undefined : listener);`,
    );
    const launcher = start({ NODE_OPTIONS: `--require ${path}` });
    const { app, platform } = await addresses(launcher);
    launcher.kill('SIGINT');
    await until(async () => !(await answers(`${platform}/__sandbox/health`)));
    expect(await answers(`${app}/health/live`)).toBe(true);
    await until(async () => {
      launcher.kill('SIGINT');
      return !(await answers(`${app}/health/live`));
    });
    expect(await launcher.ended).toBe(0);
    expect(launcher.output).not.toContain('did not stop');
  });

  it('issues tokens of the local platform with the scopes of the app', async () => {
    const { platform } = await addresses(start());
    const declared = await eventually(async () => {
      const reply = await fetch(`${platform}/__sandbox/declaration`);
      const { scopes } = (await reply.json()) as { scopes: string[] };
      return scopes.length < SCOPES.length ? scopes : undefined;
    });
    expect(declared).toEqual(expect.arrayContaining(['me:read', 'boards:read']));
    expect(declared).not.toContain('users:write');
  });

  it('starts with variables in files, of which each process reads its own', async () => {
    const files = { MONDAY_SIGNING_SECRET: 'a-signing-secret-of-a-file', LOG_LEVEL: 'debug', PORT: '0' };
    const given = await Promise.all(
      Object.entries(files).map(async ([name, value]) => {
        const path = join(dataDir, name);
        await writeFile(path, value);
        return [`${name}_FILE`, path] as const;
      }),
    );
    const launcher = start({ PORT: '', ...Object.fromEntries(given) });
    const { app } = await addresses(launcher);
    expect(await answers(`${app}/health/live`)).toBe(true);
    launcher.kill('SIGTERM');
    expect(await launcher.ended).toBe(0);
  });

  it('leaves no process behind when it is killed', async () => {
    const launcher = start();
    const { app, platform } = await addresses(launcher);
    launcher.kill('SIGKILL');
    await launcher.ended;
    await until(async () => !(await answers(`${app}/health/live`)));
    await until(async () => !(await answers(`${platform}/__sandbox/health`)));
  });

  it('names the port that is in use and the variable that sets it', async () => {
    const server = createServer().listen(0, '0.0.0.0');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const launcher = start({ PORT: String(port) });
    expect(await launcher.ended).toBe(1);
    expect(launcher.output).toContain(`Port ${port} is in use.`);
    expect(launcher.output).toContain('PORT=');
    expect(launcher.output).not.toContain('    at ');
    server.close();
  });

  it('explains its options', async () => {
    const launcher = start({}, ['--help']);
    expect(await launcher.ended).toBe(0);
    expect(launcher.output).toMatch(/^npm run dev .+\n\n {2}--as PROFILE .+ self-hosted, [^]+ port 9229\n/);
  });

  it('does not start without the inspector that it is asked for', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const launcher = start({}, ['--inspect-port', String(port)]);
    expect(await launcher.ended).toBe(1);
    expect(launcher.output).toMatch(new RegExp(`^Port ${port} is in use\\. .+ -- --inspect-port \\d+\n$`));
    server.close();
  });

  describe('as on monday code, whose variables the local platform gives', () => {
    /** @param script runs in the local platform, before its program */
    const startWith = async (script: string): Promise<Launcher> => {
      const path = join(dataDir, `${randomUUID()}.cjs`);
      await writeFile(path, `if (/local-platform/.test(process.argv[1])) { ${script} }`);
      return start({ NODE_OPTIONS: `--require ${path}` }, ['--as', 'monday-code']);
    };

    it('stops at once while it waits for the platform', async () => {
      const launcher = await startWith(
        `require('node:fs').writeSync(1, 'It hangs.'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
      );
      await launcher.waitFor(/It hangs/);
      launcher.kill('SIGINT');
      expect(await launcher.ended).toBe(0);
      expect(launcher.output).toBe('It hangs.');
    });

    it('keeps the memory of the platform small', async () => {
      const launcher = await startWith(
        `require('node:fs').writeSync(1, process.execArgv.join()); process.exit();`,
      );
      await launcher.ended;
      expect(launcher.output).toContain('--max-semi-space-size=4');
    });

    it('says that the platform has ended', async () => {
      const launcher = await startWith('process.exit(3);');
      expect(await launcher.ended).toBe(1);
      expect(launcher.output).toBe('The local platform has ended (exit code 3).\n');
    });
  });

  it('does not start in production', async () => {
    const launcher = start({ NODE_ENV: 'production' });
    expect(await launcher.ended).toBe(1);
    expect(launcher.output).toContain('production');
  });
});

/** Asks again and again; the test's own timeout ends it. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(POLL_MS);
}
