import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { eventually } from '../../../src/testing/index.js';
import { freePort } from '../support/free-ports.cjs';

const BINARY = process.env['TEST_REDIS_SERVER'] ?? 'redis-server';
const SLOTS = 16_384;

/** A Redis server of a test's own, which may do with it what would disturb others. */
export class PrivateRedis {
  private constructor(
    readonly port: number,
    /** A client for the test. */
    readonly client: Redis,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(...options: readonly string[]): Promise<PrivateRedis> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-'));
    const port = await freePort();
    const common = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const child = spawn(BINARY, [...common, '--dir', folder, ...options], { stdio: 'ignore' });
    const client = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 20 });
    client.on('error', () => undefined);
    const server = new PrivateRedis(port, client, child, folder);
    await client.ping();
    return server;
  }

  /** So many nodes that share the slots. */
  static async startCluster(count: number): Promise<PrivateRedis[]> {
    const nodes = await Promise.all(
      Array.from({ length: count }, () => PrivateRedis.start('--cluster-enabled', 'yes')),
    );
    const share = Math.ceil(SLOTS / count);
    const [first] = nodes;
    for (const [index, { client, port }] of nodes.entries()) {
      const last = Math.min(SLOTS, (index + 1) * share) - 1;
      await client.call('CLUSTER', 'ADDSLOTSRANGE', String(index * share), String(last));
      if (index > 0) await first!.client.call('CLUSTER', 'MEET', '127.0.0.1', String(port));
    }
    for (const { client } of nodes) {
      await eventually(async () =>
        /cluster_state:ok[^]*cluster_slots_ok:16384/.test(String(await client.call('CLUSTER', 'INFO')))
          ? true
          : undefined,
      );
    }
    return nodes;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.client.disconnect();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGKILL');
      await once(this.process, 'exit');
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A `describe` that starts servers of its own; skipped, with its reason, where the program is missing. */
export function describeWithRedisServer(name: string, tests: () => void): void {
  const isThere = spawnSync(BINARY, ['--version'], { timeout: 5_000 }).status === 0;
  if (isThere || process.env['REQUIRE_SERVICES'] === '1') return describe(name, tests);
  process.stderr.write(`skipped: ${name}: no program ${BINARY}\n`);
  describe.skip(name, tests);
}
