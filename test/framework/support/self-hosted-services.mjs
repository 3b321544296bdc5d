import { randomBytes } from 'node:crypto';
import { createConnection } from 'node:net';
import { Redis } from 'ioredis';
import { Client } from 'pg';

const POSTGRES = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';
/** The last of a server; the tests of the queue take the first ones. */
const REDIS_DATABASE = 15;

/** The services of an app on servers of its own: a schema in Postgres, and a database in Redis. */
export class SelfHostedServices {
  /** @returns why they cannot be used, or `false` if they run or must run (`REQUIRE_SERVICES=1`) */
  static async missing() {
    if (process.env.REQUIRE_SERVICES === '1') return false;
    for (const [name, address, port] of [
      ['Postgres', POSTGRES, 5432],
      ['Redis', REDIS, 6379],
    ]) {
      const url = new URL(address);
      if (!(await isOpen(url.hostname, Number(url.port || port))))
        return `${name} does not run at ${url.host}`;
    }
    return false;
  }

  static async create() {
    const services = new SelfHostedServices();
    await services.query(`CREATE SCHEMA ${services.schema}`);
    await services.emptyRedis();
    return services;
  }

  constructor() {
    this.schema = `docs_${randomBytes(8).toString('hex')}`;
    const database = new URL(POSTGRES);
    database.searchParams.set('options', `-c search_path=${this.schema}`);
    this.variables = { DATABASE_URL: database.href, REDIS_URL: `${REDIS}/${REDIS_DATABASE}` };
  }

  async remove() {
    await this.query(`DROP SCHEMA IF EXISTS ${this.schema}, ${this.schema}_queue CASCADE`);
    await this.emptyRedis();
  }

  async query(sql) {
    const client = new Client({ connectionString: POSTGRES, connectionTimeoutMillis: 2_000 });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  async emptyRedis() {
    const client = new Redis(this.variables.REDIS_URL, { maxRetriesPerRequest: 1 });
    await client.flushdb().finally(() => client.disconnect());
  }
}

function isOpen(host, port) {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 1_000 });
    const end = (isOpened) => {
      socket.destroy();
      resolve(isOpened);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
