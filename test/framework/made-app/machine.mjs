/** A folder in which somebody with Node and npm works, whose registry has the packages of this repository. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIMIT_MS = 600_000;
const ANY_PORT = { PORT: '0', SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0', SIDECAR_PORT: '0' };

export class Machine {
  static async create(registryUrl) {
    return new Machine(await mkdtemp(join(tmpdir(), 'made-app-')), registryUrl);
  }

  constructor(folder, registryUrl) {
    this.folder = folder;
    this.env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      npm_config_registry: registryUrl,
      // The versions of an earlier run have the same names.
      npm_config_cache: join(folder, 'npm-cache'),
      npm_config_update_notifier: 'false',
      npm_config_prefer_offline: 'true',
      ...ANY_PORT,
    };
  }

  path(...names) {
    return join(this.folder, ...names);
  }

  /** @returns the exit code and what was printed to each stream */
  run(command, words, { cwd = this.folder, env = {} } = {}) {
    const options = { cwd, env: { ...this.env, ...env }, timeout: LIMIT_MS, maxBuffer: 64 * 1024 * 1024 };
    return new Promise((resolve) => {
      execFile(command, words, options, (error, stdout, stderr) => {
        resolve({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr });
      });
    });
  }

  /** @throws with what it printed if it fails */
  async must(command, words, options) {
    const result = await this.run(command, words, options);
    if (result.code !== 0) {
      throw new Error(`${command} ${words.join(' ')}: ${result.code}\n${result.stdout}${result.stderr}`);
    }
    return result.stdout;
  }

  /**
   * Starts a program, until its output has something that matches.
   * @returns the match, the output so far, how to stop it, and how to kill it without its children, which then end too
   */
  async start(command, words, pattern, { cwd = this.folder, env = {} } = {}) {
    const child = spawn(command, words, {
      cwd,
      env: { ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: npx and npm do not hand on a signal.
      detached: true,
    });
    const ended = once(child, 'exit');
    /** When no process is left that writes. */
    const closed = once(child, 'close');
    let output = '';
    const found = await new Promise((resolve, reject) => {
      void ended.then(() => reject(new Error(`${command} ${words.join(' ')} has ended:\n${output}`)));
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          output += chunk;
          const match = pattern.exec(output);
          if (match) resolve(match);
        });
      }
    });
    const stop = async () => {
      process.kill(-child.pid, 'SIGTERM');
      return (await ended)[0];
    };
    const killAlone = () => {
      child.kill('SIGKILL');
      return closed;
    };
    return { found, stop, killAlone, output: () => output };
  }

  remove() {
    return rm(this.folder, { recursive: true, force: true });
  }
}
