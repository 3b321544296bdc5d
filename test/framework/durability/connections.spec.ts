import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { type Persistence } from '../../../src/persistence/index.js';
import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import { describeService } from '../services/describe-service.js';
import { PostgresSchema, postgresAddress } from '../services/postgres-schema.js';
import { testProgram } from '../support/compiled-app.js';
import { IDENTITY, OWNER, tokensFor } from '../support/connections.fixture.js';
import { StubMonday } from '../support/stub-monday.js';

interface Reply {
  readonly value?: unknown;
  readonly error?: string;
}

/** What one process of the app answers. */
class AppProcess {
  private constructor(private readonly child: ChildProcess) {}

  static async start(env: Record<string, string>): Promise<AppProcess> {
    const child = fork(await testProgram('connections-process'), {
      env: { PATH: process.env['PATH'], ...env },
    });
    const app = new AppProcess(child);
    expect(await app.reply()).toEqual({ value: 'ready' });
    return app;
  }

  token(): Promise<Reply> {
    const reply = this.reply();
    this.child.send({ do: 'token', owner: OWNER });
    return reply;
  }

  async save(tokens: object): Promise<void> {
    const reply = this.reply();
    this.child.send({ do: 'save', identity: IDENTITY, tokens });
    expect(await reply).not.toHaveProperty('error');
  }

  async kill(): Promise<void> {
    const exit = once(this.child, 'exit');
    if (this.child.kill('SIGKILL')) await exit;
  }

  private async reply(): Promise<Reply> {
    const [reply] = (await once(this.child, 'message')) as [Reply];
    return reply;
  }
}

interface Store {
  readonly variables: Record<string, string>;
  readonly open: () => Persistence;
  readonly remove: () => Promise<void>;
}

async function sqlite(): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'refresh-'));
  return {
    variables: { DATA_DIR: folder },
    open: () =>
      new SqlitePersistence({ ...SQLITE_SETTINGS, path: join(folder, 'app.db'), clock: SYSTEM_CLOCK }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function postgres(): Promise<Store> {
  const [folder, schema] = [await mkdtemp(join(tmpdir(), 'refresh-')), await PostgresSchema.create()];
  const variables = { DATA_DIR: folder, DATABASE_URL: schema.url(), PERSISTENCE_DRIVER: 'postgres' };
  return {
    variables,
    open: () => new PostgresPersistence({ ...POSTGRES_SETTINGS, clock: SYSTEM_CLOCK, url: schema.url() }),
    remove: async () => {
      await schema.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Several processes with one connection, whose refresh token monday takes once. */
function refreshes(make: () => Promise<Store>): void {
  let store: Store;
  let monday: StubMonday;
  let processes: AppProcess[];
  /** The refresh token that monday would take. */
  let valid: string;

  const accept = (response: ServerResponse, body: string): void => {
    const { refresh_token } = JSON.parse(body) as { refresh_token?: string };
    const tokens = tokensFor(3600);
    const isValid = refresh_token === valid;
    if (isValid) valid = tokens.refreshToken!;
    response.writeHead(isValid ? 200 : 400, { 'content-type': 'application/json' }).end(
      JSON.stringify(
        isValid
          ? {
              access_token: tokens.accessToken,
              refresh_token: valid,
              token_type: 'Bearer',
              scope: 'me:read',
            }
          : { error: 'invalid_grant' },
      ),
    );
  };

  beforeAll(async () => {
    [store, monday, processes] = [await make(), await StubMonday.start(), []];
    const keys = {
      ENCRYPTION_KEYS: `k:${randomBytes(32).toString('base64url')}`,
      JWT_KEYS: `k:${randomBytes(32).toString('base64url')}`,
    };
    const env = { ...keys, ...monday.variables, ...store.variables };
    const profile = { APP_PROFILE: 'local', QUEUE_DRIVER: 'sqlite', PORT: '0' };
    const starting = [1, 2].map(() => AppProcess.start({ ...env, ...profile }));
    processes.push(...(await Promise.all(starting)));
  });
  // The second test kills one of the processes.
  afterAll(async () => {
    await Promise.all(processes.map((each) => each.kill()));
    await monday.close();
    await store.remove();
  });

  it('make one call to monday for two that need a token at the same moment, and both succeed', async () => {
    monday.tokenBodies.length = 0;
    const tokens = tokensFor(-1);
    valid = tokens.refreshToken!;
    monday.token = (_request, response, body) => {
      // Long enough for everyone to ask.
      setTimeout(() => accept(response, body), 300);
    };
    await processes[0]!.save(tokens);
    const replies = await Promise.all(processes.map((each) => each.token()));

    expect(replies[0]).toEqual({ value: expect.any(String) as unknown });
    expect(replies[1]).toEqual(replies[0]);
    expect(monday.tokenBodies).toHaveLength(1);
  });

  it('ask for a new login where one died between the answer of monday and its write', async () => {
    monday.tokenBodies.length = 0;
    const tokens = tokensFor(-1);
    valid = tokens.refreshToken!;
    // monday has spent the token, but its answer never arrives.
    const spent = new Promise<void>((resolve) => {
      monday.token = () => {
        valid = 'only monday knows';
        resolve();
      };
    });
    const [dying, surviving] = processes as [AppProcess, AppProcess];
    await dying.save(tokens);
    void dying.token();
    await spent;
    await dying.kill();
    monday.token = (_request, response, body) => accept(response, body);
    await endLease(store);
    const replies = [await surviving.token(), await surviving.token()];

    expect(replies).toEqual([{ error: 'auth.connection_expired' }, { error: 'auth.connection_expired' }]);
    expect(monday.tokenBodies).toHaveLength(2);
    await surviving.save(tokensFor(3600));
    expect(await surviving.token()).toEqual({ value: expect.any(String) as unknown });
  });
}

/** As if so much time had passed that the dead process counts as gone. */
async function endLease(store: Store): Promise<void> {
  const persistence = store.open();
  await persistence.open();
  const key = `auth/connection/${OWNER.accountId}/${OWNER.userId}`;
  const entry = await persistence.get(key);
  const row = JSON.parse(entry!.value) as { lease: { until: number } };
  expect(row.lease.until).toBeGreaterThan(Date.now());
  row.lease.until = 0;
  await persistence.upsert(key, JSON.stringify(row), { version: entry!.version });
  await persistence.close();
}

describe('processes that share a connection on SQLite', () => refreshes(sqlite));
describeService('processes that share a connection on Postgres', postgresAddress(), () =>
  refreshes(postgres),
);
