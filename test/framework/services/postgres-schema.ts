import { randomBytes } from 'node:crypto';
import { MIGRATION_ADVISORY_LOCK_KEY } from 'bullmq';
import { Client } from 'pg';

const SERVER_URL = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** A schema of its own on the server of the tests (`TEST_DATABASE_URL`): made empty, removed with all that is in it. */
export class PostgresSchema {
  private constructor(
    /** Of the schema; the queue of an app in it has `<name>_queue`. */
    readonly name: string,
    /** Open until the schema is removed: making a connection costs the server more than most statements. */
    private readonly client: Client,
  ) {}

  static async create(): Promise<PostgresSchema> {
    const client = new Client({ connectionString: SERVER_URL, connectionTimeoutMillis: 2_000 });
    await client.connect();
    const schema = new PostgresSchema(`test_${randomBytes(8).toString('hex')}`, client);
    await schema.admin(`CREATE SCHEMA ${schema.name}`);
    // For the triggers of the tables in it.
    await schema.admin(`SET search_path TO ${schema.name}`);
    return schema;
  }

  /**
   * One schema for all tests of the `describe` that this is called in, made before them and removed after them. Making it
   * for each takes longer than most tests: call `empty` between them.
   */
  static ofTests(): () => PostgresSchema {
    let schema: PostgresSchema;
    beforeAll(async () => {
      schema = await PostgresSchema.create();
    });
    afterAll(() => schema.drop());
    return () => schema;
  }

  /**
   * Connects into the schema; `host` and `port` lead through a proxy. The server does not wait for its disk: the tests kill
   * clients, and never the server.
   */
  url(through?: { readonly host: string; readonly port: number }): string {
    return this.urlWith(through, `-c search_path=${this.name} -c synchronous_commit=off`);
  }

  /** As {@link url}, with the server's own setting for commits. */
  get durableUrl(): string {
    return this.urlWith(undefined, `-c search_path=${this.name}`);
  }

  private urlWith(
    through: { readonly host: string; readonly port: number } | undefined,
    options: string,
  ): string {
    const url = new URL(SERVER_URL);
    if (through !== undefined) {
      url.hostname = through.host;
      url.port = String(through.port);
    }
    url.searchParams.set('application_name', this.name);
    url.searchParams.set('options', options);
    return url.href;
  }

  /** Connects as a user who may read and write what is there by now, and create nothing. */
  async restrictedUrl(): Promise<string> {
    const password = randomBytes(8).toString('hex');
    await this.admin(`CREATE ROLE ${this.name} LOGIN PASSWORD '${password}'`);
    await this.admin(`GRANT USAGE ON SCHEMA ${this.name} TO ${this.name}`);
    await this.admin(`GRANT ALL ON ALL TABLES IN SCHEMA ${this.name} TO ${this.name}`);
    return Object.assign(new URL(this.url()), { username: this.name, password }).href;
  }

  /** Leaves the tables that the app made, without their records. */
  async empty(): Promise<void> {
    await this.admin(`DELETE FROM ${this.name}.persistence_records`);
  }

  /** Leaves nothing, not even the tables. */
  async renew(): Promise<void> {
    await this.admin(`DROP SCHEMA ${this.name} CASCADE`);
    await this.admin(`CREATE SCHEMA ${this.name}`);
  }

  async count(table: string): Promise<number> {
    const rows = await this.admin(`SELECT count(*)::int AS count FROM ${this.name}.${table}`);
    return (rows[0] as { count: number }).count;
  }

  /** Holds the row's lock in a transaction until the function it resolves to is called. */
  async lockRecord(key: string): Promise<() => Promise<void>> {
    const client = new Client({ connectionString: this.url(), connectionTimeoutMillis: 2_000 });
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM persistence_records WHERE key = $1 FOR UPDATE', [key]);
    return () => client.end();
  }

  /** Holds the lock for creating the tables of a queue, until the returned function is called. */
  async lockQueueMigrations(): Promise<() => Promise<void>> {
    const client = new Client({ connectionString: SERVER_URL, connectionTimeoutMillis: 2_000 });
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [
      MIGRATION_ADVISORY_LOCK_KEY,
      `${this.name}_queue`,
    ]);
    return () => client.end();
  }

  /** Resolves once a statement in the schema waits for a lock that someone else holds. */
  async waitForLock(): Promise<void> {
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE application_name = '${this.name}' AND wait_event_type = 'Lock'`;
    const deadline = performance.now() + 5_000;
    while ((await this.admin(waiting)).length === 0) {
      if (performance.now() > deadline) throw new Error('No statement waits for a lock.');
    }
  }

  /** Has the server end every other connection that works in the schema. */
  async terminateConnections(): Promise<void> {
    await this.admin(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = '${this.name}'`,
    );
  }

  async drop(): Promise<void> {
    await this.admin(`DROP SCHEMA ${this.name} CASCADE`);
    await this.admin(`DROP ROLE IF EXISTS ${this.name}`);
    // The queue of an app that lived here.
    await this.admin(`DROP SCHEMA IF EXISTS ${this.name}_queue CASCADE`);
    await this.client.end();
  }

  private async admin(sql: string): Promise<unknown[]> {
    return (await this.client.query<Record<string, unknown>>(sql)).rows;
  }
}

/** Where that server listens. */
export function postgresAddress(): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(SERVER_URL);
  return { host: hostname, port: Number(port || 5432) };
}
