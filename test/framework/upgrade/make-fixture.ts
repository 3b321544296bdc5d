import { execFile } from 'node:child_process';
import { mkdtemp, rm, copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openSqliteDatabase } from 'monday-persistence/sqlite';
import { readAppInfo } from '../../../tools/openapi/app-info.js';
import { MAIL_RETRY } from '../../../src/mail/send-mail.handler.js';
import { Clock, FakeClock, TestApp } from '../../../src/testing/index.js';
import { PostgresSchema } from '../services/postgres-schema.js';
import { MisbehavingSmtp } from '../support/misbehaving-smtp.js';
import { FixtureFeature, FixtureFeatureModule, POLICY, POLICY_OVERRIDE } from './fixture-feature.js';
import { FixtureRecords } from './fixture-records.js';
import { Fixture, STORES, variablesOf, type FixtureFacts, type Store } from './fixture.js';

/*
 * `npm run fixtures` makes the fixtures of the version in package.json; run it on the commit of a release, once, and
 * commit what it wrote. A fixture is never made again: later versions must start on what this one really wrote. It is
 * taken from an app that runs, as a crash would leave it.
 */

/** Mails are tried again for a day; a fixture needs one that was given up. */
beforeAll(() => void Object.assign(MAIL_RETRY, POLICY));

const KEYS = 'local-keys.json';
const DATABASES = ['app.db', 'sandbox.db'];

it.each(STORES)(
  'the state on %s is kept',
  async (store) => {
    const { version } = readAppInfo();
    const fixture = Fixture.create(version, store);
    const schema = store === 'postgres' ? await PostgresSchema.create() : undefined;
    const smtp = await MisbehavingSmtp.start(refusing);
    const clock = new FakeClock(Date.now());
    const app = await TestApp.start({
      imports: [FixtureFeatureModule],
      overrides: [{ token: Clock, value: clock }, POLICY_OVERRIDE],
      variables: {
        ...variablesOf(schema),
        SMTP_HOST: '127.0.0.1',
        SMTP_PORT: String(smtp.port),
        SMTP_SECURITY: 'none',
      },
    });
    const copy = await mkdtemp(join(tmpdir(), 'fixture-'));
    try {
      const facts = await new FixtureRecords(app, clock).make(version);
      await copyFiles(app.dataDir, copy, store);
      await fixture.save(facts, copy, schema && (await dumpOf(schema)));
      expect(facts satisfies FixtureFacts).toBeDefined();
    } finally {
      for (const { letGo } of app.get(FixtureFeature).held) letGo();
      await app.close();
      await smtp.close();
      await schema?.drop();
      await rm(copy, { recursive: true });
    }
  },
  120_000,
);

/** Mail to `refused@` is refused for good, mail to `busy@` for now. */
function refusing(command: string, line: string): string | undefined {
  if (command === 'RCPT' && line.includes('refused@')) return '550 5.1.1 no such user';
  if (command === 'RCPT' && line.includes('busy@')) return '451 4.3.0 try again later';
  return MisbehavingSmtp.script({})(command, line);
}

/** `VACUUM INTO` sees one state of a database that is in use, and leaves nothing of what was deleted. */
async function copyFiles(from: string, to: string, store: Store): Promise<void> {
  await copyFile(join(from, KEYS), join(to, KEYS));
  for (const name of DATABASES.slice(store === 'sqlite' ? 0 : 1)) {
    const db = await openSqliteDatabase(join(from, name));
    db.exec(`VACUUM INTO '${join(to, name)}'`);
    db.close();
  }
}

async function dumpOf({ name }: PostgresSchema): Promise<{ sql: string; schema: string }> {
  const server = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
  const options = [
    '--inserts',
    '--no-owner',
    '--no-privileges',
    `--schema=${name}`,
    `--schema=${name}_queue`,
  ];
  const { stdout } = await promisify(execFile)('pg_dump', [...options, server], {
    maxBuffer: 64 * 1024 ** 2,
  });
  return { sql: stdout, schema: name };
}
