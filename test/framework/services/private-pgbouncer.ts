import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../../src/testing/index.js';
import { freePort } from '../support/free-ports.cjs';
import { describeService, isReachable } from './describe-service.js';
import { postgresAddress } from './postgres-schema.js';

const BINARY = process.env['TEST_PGBOUNCER'] ?? 'pgbouncer';

/** A PgBouncer of a test's own, in front of the Postgres of the tests. */
export class PrivatePgBouncer {
  private constructor(
    readonly address: { readonly host: string; readonly port: number },
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param settings lines of its configuration, such as `pool_mode = transaction` */
  static async start(...settings: readonly string[]): Promise<PrivatePgBouncer> {
    const folder = await mkdtemp(join(tmpdir(), 'pgbouncer-'));
    const port = await freePort();
    const postgres = postgresAddress();
    const lines = [
      '[databases]',
      `* = host=${postgres.host} port=${postgres.port}`,
      '[pgbouncer]',
      `listen_addr = 127.0.0.1`,
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      ...settings,
    ];
    // With `any`, everybody is the user of the database entry.
    lines[1] += ' user=postgres';
    const file = join(folder, 'pgbouncer.ini');
    await writeFile(file, lines.join('\n'));
    // It refuses to run as root.
    const user = process.getuid?.() === 0 ? 65_534 : undefined;
    if (user !== undefined) await Promise.all([folder, file].map((path) => chown(path, user, user)));
    const child = spawn(BINARY, ['-q', file], { stdio: 'ignore', ...(user && { uid: user, gid: user }) });
    const bouncer = new PrivatePgBouncer({ host: '127.0.0.1', port }, child, folder);
    await eventually(() => Promise.resolve(isReachable('127.0.0.1', port) ? true : undefined));
    return bouncer;
  }

  async stop(): Promise<void> {
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A `describe` that needs PgBouncer and Postgres; skipped, with its reason, where one is missing. */
export function describeWithPgBouncer(name: string, tests: () => void): void {
  const isThere = spawnSync(BINARY, ['--version'], { timeout: 5_000 }).status === 0;
  if (isThere) return describeService(name, postgresAddress(), tests);
  process.stderr.write(`skipped: ${name}: no program ${BINARY}\n`);
  describe.skip(name, tests);
}
