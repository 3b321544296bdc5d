import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const STARTED_WITHIN_MS = 60_000;

/** A program that runs, with what it has printed. */
export class Program {
  output = '';

  /** @param options of `spawn` */
  constructor(command, args, options) {
    this.child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output += text;
      });
    }
    this.exit = once(this.child, 'close').then(([code]) => code);
    this.exit.catch(() => undefined);
  }

  /** Resolves when it has printed this. */
  printed(pattern, withinMs = STARTED_WITHIN_MS) {
    return until(
      () => pattern.exec(this.output),
      withinMs,
      () => `${pattern} in: ${this.output}`,
    );
  }

  /** Ends it, and what it has started. */
  async stop() {
    if (this.child.exitCode === null && this.child.signalCode === null)
      process.kill(-this.child.pid, 'SIGTERM');
    await this.exit;
  }
}

/** Resolves to the first truthy result. */
export async function until(condition, withinMs, description = () => 'in time') {
  const end = performance.now() + withinMs;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (performance.now() > end) throw new Error(`missing ${description()}`);
    await pause(50);
  }
}

/** A platform with its front at monday's names, all started by the commands that a developer uses. */
export class LocalPlatform {
  /** @param variables over those of this process */
  static async start(variables = {}) {
    const dataDir = await mkdtemp(join(tmpdir(), 'monday-clients-'));
    const env = { ...process.env, SANDBOX_PORT: '8081', DATA_DIR: dataDir, ...variables };
    const platform = new LocalPlatform(dataDir, env);
    platform.server = new Program(process.execPath, [MAIN], { cwd: dataDir, env });
    await platform.server.printed(/answers at (\S+)/);
    platform.front = new Program(process.execPath, [MAIN, 'tls'], { cwd: dataDir, env });
    await platform.front.printed(/answers by TLS/);
    platform.variables = JSON.parse(await platform.command('env', '--format', 'json'));
    return platform;
  }

  constructor(dataDir, env) {
    this.dataDir = dataDir;
    this.env = env;
    this.url = `http://127.0.0.1:${env.SANDBOX_PORT}`;
  }

  /** Runs one of the commands. @returns what it printed */
  async command(...words) {
    const program = new Program(process.execPath, [MAIN, ...words], { cwd: this.dataDir, env: this.env });
    await program.exit;
    return program.output;
  }

  /** Sends a request by `send`. @returns the app's reply */
  async send(...words) {
    const printed = await this.command('send', ...words);
    const [, status, body] = /^(\d{3}) ([^]*)$/.exec(printed) ?? [];
    if (status === undefined) throw new Error(printed);
    return { status: Number(status), body: body.trim() === 'undefined' ? undefined : JSON.parse(body) };
  }

  /** Calls the control API. */
  async control(method, path, body) {
    const reply = await fetch(`${this.url}/__sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${reply.status} ${text}`);
    return text && JSON.parse(text);
  }

  async token(userId) {
    return (await this.control('POST', 'tokens', { userId })).access_token;
  }

  /** A query of its own, without any client. */
  async query(token, query) {
    const reply = await fetch(`${this.url}/v2`, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = await reply.json();
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  async close() {
    await this.front?.stop();
    await this.server?.stop();
    await rm(this.dataDir, { recursive: true });
  }
}
