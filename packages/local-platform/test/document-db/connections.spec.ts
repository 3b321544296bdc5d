import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, MongoServerError, type MongoClientOptions } from 'mongodb';
import {
  REFUSALS,
  startDocumentDb,
  type DocumentDb,
  type DocumentDbOptions,
} from '../../src/document-db/index.js';
import { issueServerCertificate, makeAuthority } from '../../src/tls/certificates.js';

let server: DocumentDb;

beforeAll(async () => {
  server = await startDocumentDb();
});

afterAll(() => server.close());

/** Of one test, which ends them also if it fails. */
const started: DocumentDb[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.close();
});

async function start(options: DocumentDbOptions): Promise<DocumentDb> {
  const one = await startDocumentDb(options);
  started.push(one);
  return one;
}

async function withClient<T>(
  connectionString: string,
  work: (client: MongoClient) => Promise<T>,
  options?: MongoClientOptions,
): Promise<T> {
  const client = new MongoClient(connectionString, { serverSelectionTimeoutMS: 2000, ...options });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

/** Resolves when the server has closed a connection on which nothing more is sent. */
async function silent(port: number, bytes: Buffer): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  socket.write(bytes);
  await new Promise<void>((resolve) => socket.once('close', () => resolve()));
}

const write = (client: MongoClient): Promise<unknown> => client.db().collection('things').insertOne({});

describe('a connection', () => {
  it('is for those who know the password', async () => {
    const wrong = server.connectionString.replace(/:[^:@]*@/, ':wrong@');
    await expect(withClient(wrong, write)).rejects.toMatchObject({
      code: 18,
      codeName: 'AuthenticationFailed',
    });
    const other = server.connectionString.replace('app:', 'other:');
    await expect(withClient(other, write)).rejects.toMatchObject({ code: 18 });
    const nobody = server.connectionString
      .replace(/\/\/[^@]*@/, '//')
      .replace('authMechanism=SCRAM-SHA-256', '');
    await expect(withClient(nobody, write)).rejects.toMatchObject({ code: 13, codeName: 'Unauthorized' });
  });

  it.each(['loadBalanced=true', 'directConnection=true', 'loadBalanced=false'])(
    'may be of the kind %s',
    async (kind) => {
      const address = server.connectionString.replace('loadBalanced=true', kind);
      const found = await withClient(address, async (client) => {
        await client.withSession((session) =>
          session.withTransaction(() => client.db().collection('kinds').insertOne({ kind }, { session })),
        );
        return client.db().collection('kinds').findOne({ kind });
      });
      expect(found).toMatchObject({ kind });
    },
  );

  it('is closed if it stays silent before the login, or in the middle of a message', async () => {
    const impatient = await start({ authenticates: false, silence: { inMessage: 20 } });
    await silent(impatient.port, Buffer.from([100, 0, 0, 0]));
    const guarded = await start({ silence: { unproven: 20 } });
    await silent(guarded.port, Buffer.alloc(0));
  });

  it('may be by TLS', async () => {
    const authority = await makeAuthority(Date.now());
    const { key, certificate: cert } = await issueServerCertificate(authority, Date.now());
    const secure = await start({ tls: { key, cert } });
    expect(secure.connectionString).toContain('tls=true');
    await withClient(secure.connectionString, write, { ca: authority.certificate });
    await expect(withClient(secure.connectionString, write)).rejects.toThrow(/certificate/);
  });

  it('reaches one database only, which shares nothing with another', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'document-db-regions-'));
    const [us, eu] = [await start({ dataDir, database: 'us' }), await start({ dataDir, database: 'eu' })];
    await withClient(us.connectionString, write);
    const count = (client: MongoClient): Promise<number> => client.db().collection('things').countDocuments();
    expect(await withClient(us.connectionString, count)).toBe(1);
    expect(await withClient(eu.connectionString, count)).toBe(0);
    expect(us.connectionString.split('@')[0]).not.toBe(eu.connectionString.split('@')[0]);
    await rm(dataDir, { recursive: true });
  });

  it('finds again what was written before a restart, with the same password', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'document-db-restart-'));
    const first = await start({ dataDir });
    await withClient(first.connectionString, write);
    await first.close();
    started.splice(0);
    const second = await start({ dataDir, port: first.port });
    expect(second.connectionString).toBe(first.connectionString);
    expect(
      await withClient(second.connectionString, (client) =>
        client.db().collection('things').countDocuments(),
      ),
    ).toBe(1);
    await rm(dataDir, { recursive: true });
  });
});

describe('a disturbance', () => {
  afterEach(() => {
    server.disturb(undefined);
    server.setReadOnly(false);
  });

  it.each([
    ['over quota', REFUSALS.overQuota, 462],
    ['unavailable', REFUSALS.unavailable, 6],
    ['denied', REFUSALS.denied, 13],
    ['in conflict', () => REFUSALS.conflict(false), 112],
  ] as const)('refuses commands: %s', async (_, refusal, code) => {
    server.disturb(({ collection }) => Promise.resolve(collection === 'things' ? refusal() : undefined));
    await expect(withClient(server.connectionString, write)).rejects.toMatchObject({ code });
  });

  it('cuts the connection', async () => {
    let commands = 0;
    const before = server.usage.counts().writes;
    server.disturb(() => Promise.resolve(commands++ === 0 ? 'reset' : undefined));
    await withClient(server.connectionString, async (client) => {
      const failure: unknown = await write(client).catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'MongoNetworkError' });
      expect(server.usage.counts().writes).toBe(before);
      await write(client);
    });
  });

  it('never answers', async () => {
    server.disturb(() => Promise.resolve('hang'));
    await expect(withClient(server.connectionString, write, { socketTimeoutMS: 100 })).rejects.toThrow(
      /timed out/,
    );
  });

  it('refuses writes only', async () => {
    server.setReadOnly(true);
    await withClient(server.connectionString, async (client) => {
      await expect(write(client)).rejects.toBeInstanceOf(MongoServerError);
      await client.db().collection('things').findOne();
    });
  });
});
