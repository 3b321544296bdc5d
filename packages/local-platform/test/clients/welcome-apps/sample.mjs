import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Program, until } from '../local-platform.mjs';

const run = promisify(execFile);
const PORT = 8080;
export const APP = `http://127.0.0.1:${PORT}`;

/** Why the sample of this folder cannot be tested, if it cannot. */
export function whyNot(folder) {
  const checkout = process.env.WELCOME_APPS;
  if (!checkout) return 'set WELCOME_APPS to a checkout of mondaycom/welcome-apps';
  if (!existsSync(join(checkout, folder, 'package.json'))) return `WELCOME_APPS has no ${folder}`;
  if (!existsSync(join(checkout, folder, 'node_modules')))
    return `run npm install in ${folder} of WELCOME_APPS`;
  return undefined;
}

/** A sample that runs, from a copy, so that its own files of data are new and the checkout stays as it is. */
export class Sample {
  /**
   * @param folder in the checkout
   * @param command such as `['npm', 'start']`
   * @param before a command that prepares it
   */
  static async start(folder, command, { platform, variables = {}, before }) {
    const parent = await mkdtemp(join(tmpdir(), 'welcome-apps-'));
    const source = join(process.env.WELCOME_APPS, folder);
    // Links if they can be made: the packages are large, and samples only add files.
    await run('sh', ['-c', 'cp -al "$0" "$1" 2>/dev/null || cp -a "$0" "$1"', source, parent]);
    const cwd = join(parent, basename(folder));
    const env = {
      ...process.env,
      ...platform.variables,
      PORT: String(PORT),
      ...variables,
    };
    if (before) await run(before[0], before.slice(1), { cwd, env });
    const [name, ...args] = command;
    const sample = new Sample(new Program(name, args, { cwd, env }), parent);
    await sample.listens().catch(async (error) => {
      await sample.stop();
      throw error;
    });
    return sample;
  }

  constructor(program, folder) {
    this.program = program;
    this.folder = folder;
  }

  async listens() {
    const answers = () =>
      fetch(APP).then(
        () => true,
        () => this.program.child.exitCode !== null,
      );
    await until(answers, 60_000, () => `an answer: ${this.program.output}`);
    if (this.program.child.exitCode !== null) throw new Error(this.program.output);
  }

  async stop() {
    await this.program.stop();
    await rm(this.folder, { recursive: true });
  }
}

/**
 * Follows redirects as a browser does.
 * @param change of each address before it is opened
 * @returns the last address that is not the app's or a third party's, without opening it
 */
export async function browse(start, { ca, until: isEnd, change = (url) => url }) {
  let url = change(new URL(start));
  for (let step = 0; step < 10; step += 1) {
    const { status, location, body } = await open(url, ca);
    if (location === undefined) throw new Error(`${status} at ${url.origin}${url.pathname}: ${body}`);
    url = change(new URL(location, url));
    if (isEnd(url)) return url;
  }
  throw new Error('too many redirects');
}

async function open(url, ca) {
  if (url.protocol === 'http:') {
    const reply = await fetch(url, { redirect: 'manual' });
    return {
      status: reply.status,
      location: reply.headers.get('location') ?? undefined,
      body: await reply.text(),
    };
  }
  const [reply] = await once(request(url, { ca, agent: false }).end(), 'response');
  return { status: reply.statusCode, location: reply.headers.location, body: await text(reply) };
}
