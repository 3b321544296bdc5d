import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openSqliteDatabase, SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { describeService } from '../../../test/framework/services/describe-service.js';
import { describeWithRedisServer, PrivateRedis } from '../../../test/framework/services/private-redis.js';
import { postgresAddress, PostgresSchema } from '../../../test/framework/services/postgres-schema.js';
import { TestPlatform } from '../../testing/index.js';
import { MisbehavingSmtp } from '../../../test/framework/support/misbehaving-smtp.js';
import { FRAMEWORK_NAMES, ConfigurationError, type Variables } from '../../config/index.js';
import { AppFeatures } from '../../feature/index.js';
import { runAs } from '../../caller/index.js';
import { POSTGRES_SETTINGS, PostgresPersistence } from '../../persistence/postgres/index.js';
import { AesGcmKeyRing, SecretService } from '../../secrets/index.js';
import { SecureStorage } from '../../storage/index.js';
import { runCli } from '../run-cli.js';
import { diagnose, type Finding } from './index.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const redis = new URL(REDIS_URL);
const ring = (fill: number): string => `k1:${Buffer.alloc(32, fill).toString('base64url')}`;
const SECRETS = { JWT_KEYS: ring(1), ENCRYPTION_KEYS: ring(2) };
const SUBJECT = /^problem (\S+): /;

const diagnosed = (variables: Variables, timeoutMs?: number): Promise<Finding[]> =>
  diagnose(() => variables, new AppFeatures([]), timeoutMs);
const lines = (findings: readonly Finding[], ...levels: string[]): string[] =>
  findings
    .filter(({ level }) => levels.includes(level))
    .map(({ level, subject, message }) => `${level} ${subject}: ${message}`);

describe('doctor', () => {
  let folder: string;
  let platform: TestPlatform;
  let smtp: MisbehavingSmtp;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    platform = await TestPlatform.start();
    smtp = await MisbehavingSmtp.start(MisbehavingSmtp.script({}));
  });
  afterAll(async () => {
    await Promise.all([platform.close(), smtp.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  /** A local app whose monday and mail server are there. */
  const local = (more: Variables = {}): Variables => ({
    APP_PROFILE: 'local',
    ...platform.variables,
    ...SECRETS,
    DATA_DIR: join(folder, 'none-yet'),
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(smtp.port),
    SMTP_SECURITY: 'none',
    ...more,
  });
  const selfHosted = (more: Variables): Variables =>
    local({
      APP_PROFILE: 'self-hosted',
      PUBLIC_URL: 'http://127.0.0.1:8080',
      MAIL_FROM: 'app@example.com',
      ...more,
    });

  describe('on a laptop', () => {
    it('finds no problem if monday and the mail server are reachable', async () => {
      const findings = await diagnosed(local());
      expect(lines(findings, 'warning', 'problem')).toEqual([]);
      expect(findings.map(({ subject }) => subject)).toEqual(
        expect.arrayContaining([
          'local platform',
          'clock',
          'DATA_DIR',
          'SMTP_HOST',
          'MONDAY_OAUTH_CLIENT_SECRET',
        ]),
      );
    });

    it('needs no local platform before the first start', async () => {
      const nowhere = { APP_PROFILE: 'local', SANDBOX_PORT: '1', SANDBOX_SMTP_PORT: '1', DATA_DIR: folder };
      const given = { ...nowhere, ...SECRETS, MONDAY_OAUTH_CLIENT_SECRET: 'x', MONDAY_SIGNING_SECRET: 'y' };
      expect(lines(await diagnosed(given), 'warning', 'problem')).toEqual([
        expect.stringMatching(/^warning local platform/),
      ]);
    });

    it('checks the folder of the databases', async () => {
      const file = join(folder, 'file');
      await writeFile(file, 'no folder');
      const readable = await mkdtemp(join(folder, 'readable-'));
      await chmod(readable, 0o755);
      const broken = await mkdtemp(join(folder, 'broken-'));
      await writeFile(join(broken, 'app.db'), 'no database, but longer than its header would be '.repeat(9));
      const complaints = async (DATA_DIR: string): Promise<string[]> =>
        lines(await diagnosed(local({ DATA_DIR })), 'warning', 'problem');
      expect(await complaints(file)).toEqual(['problem DATA_DIR: This is not a folder.']);
      expect(await complaints(join(file, 'below'))).toEqual([
        expect.stringMatching(/^problem .* cannot write/),
      ]);
      expect(await complaints(readable)).toEqual([expect.stringMatching(/^warning DATA_DIR: Other users/)]);
      expect(await complaints(broken)).toEqual([
        expect.stringMatching(/^problem DATA_DIR: app.db is not a readable/),
      ]);
    });

    it('detects keys that do not decrypt the stored data, and a database of a later version', async () => {
      const dataDir = await mkdtemp(join(folder, 'stored-'));
      const persistence = new SqlitePersistence({
        ...SQLITE_SETTINGS,
        path: join(dataDir, 'app.db'),
        clock: SYSTEM_CLOCK,
      });
      await persistence.open();
      const storage = new SecureStorage(
        persistence,
        new AesGcmKeyRing(new SecretService(SECRETS, FRAMEWORK_NAMES)),
        SYSTEM_CLOCK,
      );
      await runAs({ accountId: '1', userId: '1', kind: 'user' }, () => storage.put('a', 1));
      await persistence.close();
      const given = local({ DATA_DIR: dataDir });
      expect(lines(await diagnosed(given), 'ok')).toContain(
        'ok ENCRYPTION_KEYS: The keys decrypt all stored data.',
      );
      expect(lines(await diagnosed({ ...given, ENCRYPTION_KEYS: ring(3) }), 'problem')).toEqual([
        expect.stringMatching(/^problem ENCRYPTION_KEYS: The keys do not decrypt/),
      ]);
      const file = await openSqliteDatabase(join(dataDir, 'app.db'));
      file.exec('PRAGMA user_version = 99');
      file.close();
      expect(lines(await diagnosed(given), 'problem')).toEqual([
        expect.stringMatching(/^problem DATA_DIR: The database was written by a later version/),
      ]);
    });
  });

  describe('asks monday', () => {
    it('whether it knows the app', async () => {
      const findings = await diagnosed(local({ MONDAY_OAUTH_CLIENT_SECRET: 'another' }));
      expect(lines(findings, 'problem')).toEqual([
        expect.stringMatching(/^problem MONDAY_OAUTH_CLIENT_SECRET: monday does not accept/),
      ]);
    });

    it('whether its endpoints are where the app looks for them', async () => {
      const wrong = {
        MONDAY_OAUTH_BASE_PATH: `${platform.url}/nowhere`,
        MONDAY_OAUTH_TOKEN_PATH: `${platform.url}/nowhere`,
        MONDAY_API_ENDPOINT: `${platform.url}/nowhere`,
      };
      const findings = lines(await diagnosed(local(wrong)), 'problem', 'warning');
      expect(findings.map((line) => line.split(':')[0])).toEqual([
        'problem MONDAY_OAUTH_BASE_PATH',
        'warning MONDAY_OAUTH_TOKEN_PATH',
        'problem MONDAY_OAUTH_TOKEN_PATH',
        'problem MONDAY_API_ENDPOINT',
      ]);
    });

    it.each([
      [30, /^warning clock: The clock is (29|30) s behind/],
      [-30, /^warning clock: The clock is (29|30) s ahead/],
      [-90, /^problem clock: The clock is (89|90) s ahead/],
    ])(
      'for its time, which may differ by %d s from the clock of this machine',
      async (seconds, complaint) => {
        const now = Date.now();
        // Else a busy machine counts the time that the reply takes.
        const clock = jest.spyOn(SYSTEM_CLOCK, 'now').mockReturnValue(now);
        const monday = createHttpServer((_request, response) => {
          response.setHeader('Date', new Date(now + seconds * 1_000).toUTCString()).end('{}');
        }).listen(0, '127.0.0.1');
        await once(monday, 'listening');
        const { port } = monday.address() as AddressInfo;
        const findings = await diagnosed(local({ MONDAY_API_ENDPOINT: `http://127.0.0.1:${port}/v2` }));
        clock.mockRestore();
        monday.closeAllConnections();
        monday.close();
        expect(lines(findings, 'warning', 'problem')).toEqual([expect.stringMatching(complaint)]);
      },
    );
  });

  describe('asks the mail server', () => {
    it.each<[string, Variables, Readonly<Record<string, string | undefined>>, string]>([
      [
        'that refuses the login',
        {},
        { EHLO: '250-test\r\n250 AUTH PLAIN', AUTH: '535 no' },
        'the login was refused',
      ],
      ['without TLS', { SMTP_SECURITY: 'starttls' }, { STARTTLS: '502 no' }, 'the TLS handshake failed'],
      ['that is no mail server', {}, { GREETING: '500 go away' }, 'it failed'],
    ])('one %s', async (_name, variables, script, reason) => {
      const server = await MisbehavingSmtp.start(MisbehavingSmtp.script(script));
      const login = { SMTP_USER: 'user', SMTP_PASSWORD: 'password' };
      const given = local({ SMTP_PORT: String(server.port), ...login, ...variables });
      const findings = await diagnosed(given, 2_000).finally(() => server.close());
      expect(lines(findings, 'problem')).toEqual([expect.stringContaining(reason)]);
      expect(server.mails).toEqual([]);
    });
  });

  describe('on your own machines', () => {
    const unreachable = (port: number): Variables =>
      selfHosted({
        DATABASE_URL: `postgres://app:hostile-value@127.0.0.1:${port}/app`,
        REDIS_URL: `redis://:hostile-value@127.0.0.1:${port}`,
        SMTP_PORT: String(port),
        STORAGE_DRIVER: 'monday-code',
        STORAGE_URL: `http://127.0.0.1:${port}`,
        // It would be the one that answers, in this process, but perhaps not in time.
        SECURE_STORAGE_ADDRESS: undefined,
        MONDAY_OAUTH_BASE_PATH: `http://127.0.0.2:${port}/oauth2/authorize`,
        MONDAY_OAUTH_TOKEN_PATH: `http://127.0.0.2:${port}/oauth_ms/oauth/token`,
        MONDAY_API_ENDPOINT: `http://127.0.0.2:${port}/v2`,
        PUBLIC_URL: 'https://203.0.113.7',
        TRUST_PROXY: '1',
      });
    const everything = [
      'MONDAY_OAUTH_BASE_PATH',
      'MONDAY_OAUTH_TOKEN_PATH',
      'MONDAY_API_ENDPOINT',
      'STORAGE_URL',
      'DATABASE_URL',
      'REDIS_URL',
      'SMTP_HOST',
    ];
    const subjectsOf = (complaints: readonly string[]): string[] =>
      complaints.map((line) => SUBJECT.exec(line)?.[1] ?? line);

    it('names every server that is not reachable, and no password', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      server.close();
      await once(server, 'close');
      const complaints = lines(await diagnosed(unreachable(port)), 'problem');
      expect(subjectsOf(complaints)).toEqual(everything);
      for (const line of complaints) expect(line).toContain('the connection was refused');
      expect(complaints.join()).not.toContain('hostile-value');
    });

    it('does not wait for silent servers', async () => {
      const server: Server = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0);
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const complaints = lines(await diagnosed(unreachable(port), 200), 'problem');
      server.close();
      expect(subjectsOf(complaints)).toEqual(everything);
      for (const line of complaints) expect(line).toContain('did not answer in time');
    });
  });

  describeService('with a real Postgres', postgresAddress(), () => {
    let schema: PostgresSchema;
    beforeAll(async () => {
      schema = await PostgresSchema.create();
    });
    afterAll(() => schema.drop());

    const admin = async (sql: string): Promise<void> => {
      const client = new Client({ connectionString: schema.url() });
      await client.connect();
      await client.query(sql).finally(() => client.end());
    };
    const ofDatabase = async (DATABASE_URL: string): Promise<string[]> => {
      const findings = await diagnosed(selfHosted({ DATABASE_URL }));
      return lines(
        findings.filter(({ subject }) => subject === 'DATABASE_URL'),
        'ok',
        'warning',
        'problem',
      );
    };

    it('distinguishes missing tables, current tables, and tables of a later version', async () => {
      const FIRST =
        'ok DATABASE_URL: Postgres is reachable; the next start will create or migrate its tables.';
      for (let run = 0; run < 2; run++) expect(await ofDatabase(schema.durableUrl)).toEqual([FIRST]);
      const persistence = new PostgresPersistence({
        ...POSTGRES_SETTINGS,
        clock: SYSTEM_CLOCK,
        url: schema.url(),
      });
      await persistence.open();
      await persistence.close();
      const READY = 'ok DATABASE_URL: Postgres is reachable; its tables are up to date.';
      expect(await ofDatabase(schema.durableUrl)).toEqual([READY]);
      await admin("INSERT INTO persistence_migrations (name) VALUES ('999-later')");
      expect(await ofDatabase(schema.durableUrl)).toEqual([READY, expect.stringContaining('later version')]);
    });

    it('reports missing permissions of the user', async () => {
      const bare = await PostgresSchema.create();
      try {
        const url = new URL(await bare.restrictedUrl());
        expect(await ofDatabase(url.href)).toEqual([
          'problem DATABASE_URL: Tables are missing, and the user is not allowed to create them.',
          'problem DATABASE_URL: The schema of the queue is missing, and the user is not allowed to create it.',
        ]);
        url.pathname = '/no-such-database';
        expect(await ofDatabase(url.href)).toEqual([expect.stringContaining('the database does not exist')]);
      } finally {
        await bare.drop();
      }
    });
  });

  describeService('with a real Redis', { host: redis.hostname, port: Number(redis.port || 6379) }, () => {
    it('reports how it persists messages', async () => {
      const given = selfHosted({ REDIS_URL, DATABASE_URL: 'postgres://127.0.0.1:1/app' });
      const found = (await diagnosed(given)).filter(({ subject }) => subject === 'REDIS_URL');
      expect(lines(found, 'ok')).toEqual([
        'ok REDIS_URL: Redis is reachable, and the queue accepts messages.',
      ]);
    });
  });

  describeWithRedisServer('with a Redis that answers but accepts no messages', () => {
    it.each([
      ['the server is a read-only replica', ['--replicaof', '127.0.0.1', '1']],
      ['its memory is full', ['--maxmemory', '1']],
    ])('reports that %s', async (reason, options) => {
      const server = await PrivateRedis.start(...options);
      const given = selfHosted({ REDIS_URL: server.url, DATABASE_URL: 'postgres://127.0.0.1:1/app' });
      const found = (await diagnosed(given)).filter(({ subject }) => subject === 'REDIS_URL');
      await server.stop();
      expect(lines(found, 'ok', 'problem')).toEqual([
        `problem REDIS_URL: The queue does not accept messages: ${reason}.`,
      ]);
    });
  });

  it('detects a Redis that is outdated or loses messages', async () => {
    const info = 'redis_version:6.0.9\r\nmaxmemory_policy:allkeys-lru\r\naof_enabled:0\r\n';
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (text) => {
        const commands = text.toString().match(/^\*/gm) ?? [];
        for (const _ of commands) socket.write(`$${info.length}\r\n${info}\r\n`);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const given = selfHosted({
      REDIS_URL: `redis://127.0.0.1:${port}`,
      DATABASE_URL: 'postgres://127.0.0.1:2/a',
    });
    const found = (await diagnosed(given)).filter(({ subject }) => subject === 'REDIS_URL');
    server.close();
    expect(lines(found, 'ok', 'warning', 'problem')).toEqual([
      'problem REDIS_URL: Redis is older than 6.2.',
      'problem REDIS_URL: Redis deletes messages when its memory is full.',
      expect.stringMatching(/^warning REDIS_URL: Redis does not log/),
    ]);
  });

  describe('on the command line', () => {
    const run = async (
      variables: () => Variables,
      ...words: string[]
    ): Promise<{ code: number; text: string }> => {
      const printed: string[] = [];
      const output = {
        print: (line: string) => printed.push(line),
        printError: (line: string) => printed.push(line),
      };
      const environment = {
        sandboxUrl: '',
        get variables() {
          return variables();
        },
      };
      return { code: await runCli(['doctor', ...words], environment, output), text: printed.join('\n') };
    };

    it('exits with 0 if there is no problem, and prints JSON', async () => {
      const { code, text } = await run(() => local(), '--json');
      const { findings, summary } = JSON.parse(text) as { findings: Finding[]; summary: unknown };
      expect(code).toBe(0);
      expect(summary).toEqual({ ok: findings.length, warnings: 0, problems: 0 });
    });

    it('exits with 1 if there is a problem, and recommends an action', async () => {
      const { code, text } = await run(() => local({ PORT: 'eighty', JWT_KEYS: undefined }));
      expect(code).toBe(1);
      expect(text).toMatch(/^problem {2}PORT +It must/m);
      expect(text).toMatch(/-> Generate a key/);
      expect(text).toMatch(/warnings: 0, problems: 2$/);
    });

    it('reports files of variables that are invalid', async () => {
      const { code, text } = await run(() => {
        throw new ConfigurationError([{ name: 'JWT_KEYS_FILE', problem: 'names a file that is missing' }]);
      });
      expect(code).toBe(1);
      expect(text).toContain('JWT_KEYS_FILE  It names a file that is missing.');
    });

    it('accepts no option except --json', async () => {
      expect(await run(() => local(), '--yaml')).toMatchObject({ code: 2 });
    });
  });
});
