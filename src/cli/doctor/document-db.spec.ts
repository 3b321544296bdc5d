import { startDocumentDb, type DocumentDb } from 'monday-local-platform/document-db';
import { SYSTEM_CLOCK } from '../../clock/index.js';
import { inspectConfig } from '../../config/index.js';
import { AppFeatures } from '../../feature/index.js';
import { DOCUMENT_DB_SETTINGS, DocumentDbPersistence, meterIn } from '../../persistence/document-db/index.js';
import { NO_METRICS } from '../../telemetry/index.js';
import { type CheckContext } from './check.js';
import { documentDbCheck } from './checks/document-db.check.js';
import { type Finding } from './finding.js';

const NAME = 'MNDY_MONGODB_CONNECTION_STRING';

describe('the doctor on the Document DB', () => {
  let server: DocumentDb;
  beforeAll(async () => {
    server = await startDocumentDb();
    const persistence = new DocumentDbPersistence({
      ...DOCUMENT_DB_SETTINGS,
      url: server.connectionString,
      clock: SYSTEM_CLOCK,
      meter: meterIn(NO_METRICS),
    });
    await persistence.open();
    await persistence.close();
  });
  afterAll(() => server.close());

  const check = async (url: string): Promise<readonly Finding[]> => {
    const variables = { PERSISTENCE_DRIVER: 'document-db', [NAME]: url };
    const { config } = inspectConfig(variables);
    const context: CheckContext = {
      config,
      variables,
      features: new AppFeatures([]),
      broken: new Set(),
      timeoutMs: 1_000,
    };
    return documentDbCheck.run(context);
  };
  const secrets = (): string[] => {
    const { password, host } = new URL(server.connectionString);
    return [password, host];
  };

  it('finds it in order', async () => {
    expect(await check(server.connectionString)).toMatchObject([{ level: 'ok', subject: NAME }]);
  });

  it('names a wrong password, a store that is gone, read-only or over its quota, without the address', async () => {
    const found = [
      ...(await check(server.connectionString.replace(/:[^:@/]+@/, ':wrong@'))),
      ...(await check(server.connectionString.replace(/:\d+\//, ':1/'))),
    ];
    server.setReadOnly(true);
    found.push(...(await check(server.connectionString)));
    server.setReadOnly(false);
    server.limit({ reads: 0, writes: 0, deletes: 0 });
    found.push(...(await check(server.connectionString)));
    server.limit(undefined);
    expect(found.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'problem: The Document DB cannot be used: The store refuses the user or the password.',
      'problem: The Document DB cannot be used: The store is not available right now. Try again later.',
      'problem: The Document DB cannot be used: The store accepts no writes.',
      'problem: The Document DB cannot be used: The quota of the store is used up. Try again later.',
    ]);
    for (const secret of secrets()) expect(JSON.stringify(found)).not.toContain(secret);
  }, 20_000);

  it.each([
    ['foreign', 'postgres://app:hidden@host/app'],
    ['without a database', 'mongodb://app:hidden@host:443'],
    ['without a database but with options', 'mongodb://app:hidden@host:443/?loadBalanced=true'],
    ['cut off', 'mongodb://app:hid'],
    ['without a scheme', 'host:443/app'],
    ['with spaces', 'mongodb://app:hid den@host/app'],
  ])('refuses an address that is %s, without printing it', (_name, url) => {
    const { problems } = inspectConfig({ [NAME]: url });
    const problem = 'must be an address of mongodb: with a host and a database';
    expect(problems).toContainEqual({ name: NAME, problem });
    expect(JSON.stringify(problems)).not.toContain('hid');
  });

  it('requires one for the driver', () => {
    const { problems } = inspectConfig({ PERSISTENCE_DRIVER: 'document-db' });
    expect(problems).toContainEqual({ name: NAME, problem: 'is needed by a chosen driver' });
  });
});
