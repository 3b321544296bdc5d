import { execFile, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePorts } from './free-ports.cjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START_LIMIT_MS = 120_000;
const PORTS = { PORT: 8080, SANDBOX_PORT: 8081, SIDECAR_PORT: 59999, SANDBOX_SMTP_PORT: 8025 };
const run = promisify(execFile);

/** A copy of the repository that the reader of the docs works in, on ports of its own. */
export class Workspace {
  /** @param variables of the environment of `npm run dev` */
  static async create(variables = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'docs-'));
    const { stdout } = await run('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT });
    await copyFiles(stdout.split('\n').filter(Boolean), folder);
    await linkPackages(folder);
    const free = await freePorts(Object.keys(PORTS).length);
    const ports = Object.fromEntries(Object.keys(PORTS).map((name, index) => [name, free[index]]));
    return new Workspace(folder, ports, variables);
  }

  constructor(folder, ports, variables) {
    this.folder = folder;
    this.ports = ports;
    this.env = {
      ...process.env,
      ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
      DATA_DIR: join(folder, 'data'),
      CI: 'true',
      ...variables,
    };
    // The commands of a page are typed in another terminal, which does not have what `npm run dev` was started with.
    const unset = Object.fromEntries(['DATABASE_URL', ...Object.keys(variables)].map((name) => [name, '']));
    this.shellEnv = { ...this.env, ...unset };
  }

  read(path) {
    return readFile(join(this.folder, path), 'utf8');
  }

  async write(path, text) {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), text);
  }

  /**
   * @returns what it printed to each stream
   * @throws with that if it fails
   */
  run(command, args) {
    return run(command, args, { cwd: this.folder, env: this.env }).catch((error) => {
      throw new Error(`${command} ${args.join(' ')}\n${error.stdout}${error.stderr}`);
    });
  }

  /** `npm run dev`, with more words if they are given, until it has said what to open. */
  async start(words = []) {
    this.dev = spawn('npm', ['run', 'dev', ...words], { cwd: this.folder, env: this.env, detached: true });
    this.ended = new Promise((resolve) => this.dev.once('exit', resolve));
    let output = '';
    await new Promise((resolve, reject) => {
      const fail = () => reject(new Error(`npm run dev did not start:\n${output}`));
      const timer = setTimeout(fail, START_LIMIT_MS);
      void this.ended.then(fail);
      for (const stream of [this.dev.stdout, this.dev.stderr]) {
        stream.on('data', (chunk) => {
          output += chunk;
          if (!output.includes('are ready')) return;
          clearTimeout(timer);
          resolve();
        });
      }
    });
  }

  /** The commands of one page, in one shell, as a reader types them. */
  shell() {
    return new Shell(this.folder, this.shellEnv, (text) =>
      Object.entries(PORTS).reduce(
        (changed, [name, port]) => changed.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${this.ports[name]}`),
        text,
      ),
    );
  }

  async remove() {
    if (this.dev?.exitCode === null) {
      process.kill(-this.dev.pid, 'SIGTERM');
      await this.ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** One that git lists may be deleted. */
async function copyFiles(files, folder) {
  const folders = new Set(files.map((file) => dirname(join(folder, file))));
  for (const each of folders) await mkdir(each, { recursive: true });
  await Promise.all(
    files.map((file) =>
      copyFile(join(ROOT, file), join(folder, file), constants.COPYFILE_FICLONE).catch(() => undefined),
    ),
  );
}

/** Everything that is installed, but the workspaces of the copy, whose files the reader changes. */
async function linkPackages(folder) {
  const [from, to] = [join(ROOT, 'node_modules'), join(folder, 'node_modules')];
  await mkdir(to);
  const names = (await readdir(from)).filter((name) => name !== '.cache');
  const workspaces = await readdir(join(folder, 'packages'));
  await Promise.all(names.map((name) => symlink(join(from, name), join(to, name))));
  for (const name of workspaces) {
    const link = join(
      to,
      JSON.parse(await readFile(join(folder, 'packages', name, 'package.json'), 'utf8')).name,
    );
    await rm(link);
    await symlink(join(folder, 'packages', name), link);
  }
}

class Shell {
  constructor(folder, env, translate) {
    this.translate = translate;
    this.child = spawn('bash', ['-o', 'pipefail', '-E'], { cwd: folder, env });
    this.output = '';
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', (chunk) => {
        this.output += chunk;
        this.onOutput?.();
      });
    }
    this.child.stdin.write('exec 2>&1; trap "failed=\\$?" ERR\n');
  }

  /** @returns the status of the last command that failed, else 0, and what was printed */
  async run(code) {
    this.output = '';
    const done = new Promise((resolve, reject) => {
      this.onOutput = () => /::done \d+\n$/.test(this.output) && resolve();
      this.child.once('exit', () => reject(new Error(`The shell has ended:\n${this.output}`)));
    });
    this.child.stdin.write(`failed=0\n${this.translate(code)}\necho "::done $failed"\n`);
    await done;
    const [, output, status] = /^([^]*)::done (\d+)\n$/.exec(this.output);
    return { output, status: Number(status) };
  }

  close() {
    this.child.stdin.end();
  }
}
