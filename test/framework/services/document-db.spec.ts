import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type UpsertOperation } from 'monday-persistence';
import { REFUSALS, startDocumentDb, type DocumentDb } from 'monday-local-platform/document-db';
import {
  issueServerCertificate,
  makeAuthority,
} from '../../../packages/local-platform/src/tls/certificates.js';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { FakeClock } from 'monday-persistence/testing';
import {
  DOCUMENT_DB_SETTINGS,
  DocumentDbPersistence,
  meterIn,
} from '../../../src/persistence/document-db/index.js';
import { NO_METRICS } from '../../../src/telemetry/index.js';
import { DocumentDbHome } from './document-db-home.js';

const MIB = 1024 * 1024;
/** Characters of two bytes, so that a split falls on odd places. */
const large = (character: string, size = 5 * MIB): string => `a${character.repeat(size / 2)}`;

describe('large values in the Document DB', () => {
  const home = DocumentDbHome.ofTests();
  let clock: FakeClock;
  let sut: DocumentDbPersistence;

  beforeEach(async () => {
    clock = new FakeClock(1_000);
    sut = home().persistence({ clock });
    await sut.open();
  });
  afterEach(async () => {
    await sut.close();
    await home().empty();
  });
  const parts = (): Promise<number> => home().count('persistence_parts');

  it('are split, read back whole, and leave nothing behind', async () => {
    const { version } = await sut.upsert('key', large('é'));
    expect(await parts()).toBe(2);
    expect((await sut.get('key'))?.value === large('é')).toBe(true);
    const next = await sut.upsert('key', large('ü'), { version });
    expect(await parts()).toBe(2);
    expect((await sut.scan({ prefix: '', limit: 5 }))[0]?.value === large('ü')).toBe(true);
    await expect(sut.upsert('key', 'small', { version })).rejects.toMatchObject({
      code: 'persistence.conflict',
    });
    await sut.upsert('key', 'small', { version: next.version });
    expect(await parts()).toBe(0);
    expect(await sut.get('key')).toMatchObject({ value: 'small' });
  }, 30_000);

  it('are replaced by smaller ones, deleted and created anew', async () => {
    await sut.upsert('key', large('é'));
    expect(await sut.upsert('key', 'small')).toMatchObject({ created: false });
    await sut.upsert('key', large('é'));
    await expect(sut.upsert('key', '', { version: null })).rejects.toMatchObject({
      code: 'persistence.conflict',
    });
    await expect(sut.increment('key', 1)).rejects.toMatchObject({ code: 'persistence.not_a_number' });
    expect(await sut.delete('key')).toBe(true);
    expect(await parts()).toBe(0);
    expect(await home().count('persistence_records')).toBe(0);
  }, 30_000);

  it('are swept with their parts once they have expired', async () => {
    await sut.upsert('key', large('é'), { ttlSeconds: 1 });
    clock.advance(1_000);
    expect(await sut.get('key')).toBeUndefined();
    await sut.sweep();
    expect(await parts()).toBe(0);
    expect(await home().count('persistence_records')).toBe(0);
  }, 30_000);

  it('are never a mixture of two writes', async () => {
    const size = 3.5 * MIB;
    const values = ['é', 'ü'].map((character) => large(character, size));
    await sut.upsert('key', values[0] ?? '');
    const reading = Promise.all(
      Array.from({ length: 8 }, async () => values.includes((await sut.get('key'))?.value ?? '')),
    );
    for (const value of values) await sut.upsert('key', value);
    expect(await reading).toEqual(Array(8).fill(true));
  }, 30_000);

  it('belong to long keys, which are listed in order', async () => {
    const keys = ['a', 'b', 'c'].map((end) => `${'語'.repeat(600)}${end}`);
    for (const key of [...keys].reverse()) await sut.upsert(key, '1');
    const list = async (options: object): Promise<string[]> =>
      (await sut.scan({ prefix: '', limit: 9, ...options })).map(({ key }) => key);
    expect(await list({})).toEqual(keys);
    expect(await list({ after: keys[0] })).toEqual(keys.slice(1));
    expect(await list({ before: keys[1], descending: true })).toEqual([keys[0]]);
    expect(await list({ prefix: keys[1] })).toEqual([keys[1]]);
    expect(await list({ limit: 2 })).toEqual(keys.slice(0, 2));
  });
});

describe('expired records in the Document DB', () => {
  const home = DocumentDbHome.ofTests();
  afterEach(() => home().empty());

  it('are removed up to a number a day, which instances share, and absent in any case', async () => {
    const clock = new FakeClock(Date.UTC(2026, 0, 1));
    const instances = [1, 2].map(() => home().persistence({ clock, sweptPerDay: 5 }));
    const [one, other] = instances as [DocumentDbPersistence, DocumentDbPersistence];
    await Promise.all(instances.map((each) => each.open()));
    for (let n = 0; n < 8; n += 1) await one.upsert(`key/${n}`, '1', { ttlSeconds: 1 });
    clock.advance(1_000);
    await one.sweep();
    for (let n = 8; n < 10; n += 1) await one.upsert(`key/${n}`, '1', { ttlSeconds: 1 });
    clock.advance(1_000);
    await other.sweep();
    expect(await one.scan({ prefix: 'key/', limit: 9 })).toEqual([]);
    expect(await home().count('persistence_records')).toBe(5);
    home().server.usage.reset();
    await Promise.all(instances.map((each) => each.sweep()));
    expect(home().server.usage.counts()).toEqual({ reads: 0, writes: 0, deletes: 0 });
    clock.advance(24 * 60 * 60 * 1_000);
    await one.sweep();
    expect(await home().count('persistence_records')).toBe(0);
    await Promise.all(instances.map((each) => each.close()));
  }, 30_000);
});

describe('the Document DB over TLS', () => {
  let folder: string;
  let server: DocumentDb;
  const persistence = (parameters: string): DocumentDbPersistence =>
    new DocumentDbPersistence({
      ...DOCUMENT_DB_SETTINGS,
      url: `${server.connectionString}${parameters}`,
      connectTimeoutMs: 2_000,
      clock: SYSTEM_CLOCK,
      meter: meterIn(NO_METRICS),
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'document-db-tls-'));
    const authority = await makeAuthority(Date.now());
    const { key, certificate: cert } = await issueServerCertificate(authority, Date.now());
    await writeFile(join(folder, 'ca.pem'), authority.certificate);
    server = await startDocumentDb({ tls: { key, cert } });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('is used by an address as monday sets it, with SCRAM-SHA-256 and behind a balancer', async () => {
    for (const parameter of ['tls=true', 'loadBalanced=true', 'authMechanism=SCRAM-SHA-256']) {
      expect(server.connectionString).toContain(parameter);
    }
    const sut = persistence(`&tlsCAFile=${encodeURIComponent(join(folder, 'ca.pem'))}`);
    await sut.open();
    const batch = ['a', 'b'].map((key) => ({ type: 'upsert' as const, key, value: '1' }));
    await sut.batch(batch);
    expect(await sut.scan({ prefix: '', limit: 5 })).toHaveLength(2);
    await sut.close();
  }, 30_000);

  it('is not used with a certificate of an unknown authority', async () => {
    const cause = expect.objectContaining({
      message: expect.stringContaining('certificate') as string,
    }) as Error;
    await expect(persistence('').open()).rejects.toMatchObject({ code: 'persistence.unavailable', cause });
  }, 30_000);
});

describe('a Document DB that cannot be used', () => {
  it('is gone and comes back, and everything goes on', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'document-db-'));
    const server = await startDocumentDb({ dataDir });
    const sut = new DocumentDbPersistence({
      ...DOCUMENT_DB_SETTINGS,
      url: server.connectionString,
      clock: SYSTEM_CLOCK,
      meter: meterIn(NO_METRICS),
      connectTimeoutMs: 500,
    });
    await sut.open();
    await sut.upsert('key', '1');
    await server.close();
    const gone = { code: 'persistence.unavailable', status: 503 };
    await expect(sut.get('key')).rejects.toMatchObject(gone);
    await expect(sut.batch(['a', 'b'].map((key) => ({ type: 'delete', key })))).rejects.toMatchObject(gone);
    await expect(sut.ping()).rejects.toMatchObject(gone);
    const again = await startDocumentDb({ dataDir, port: server.port });
    expect(await sut.get('key')).toMatchObject({ value: '1' });
    expect(await sut.increment('key', 1)).toBe(2);
    await sut.close();
    await again.close();
    await rm(dataDir, { recursive: true });
  }, 30_000);

  describe('for a while', () => {
    let home: DocumentDbHome;
    let sut: DocumentDbPersistence;
    beforeEach(async () => {
      home = await DocumentDbHome.start();
      sut = home.persistence({ clock: SYSTEM_CLOCK });
      await sut.open();
    });
    afterEach(async () => {
      await sut.close();
      await home.close();
    });
    const pair = (value: string): UpsertOperation[] =>
      ['a', 'b'].map((key) => ({ type: 'upsert', key, value }));

    it('is over its quota of the day, and everything goes on when that is over', async () => {
      await sut.batch(pair('1'));
      home.server.limit({ reads: 0, writes: 0, deletes: 0 });
      const over = { code: 'persistence.quota_exceeded', status: 503 };
      await expect(sut.get('a')).rejects.toMatchObject(over);
      await expect(sut.upsert('a', '2')).rejects.toMatchObject(over);
      await expect(sut.increment('n', 1)).rejects.toMatchObject(over);
      await expect(sut.delete('a')).rejects.toMatchObject(over);
      await expect(sut.batch(pair('2'))).rejects.toMatchObject(over);
      await expect(sut.scan({ prefix: '', limit: 5 })).rejects.toMatchObject(over);
      await expect(home.persistence({ clock: SYSTEM_CLOCK }).open()).rejects.toMatchObject(over);
      home.server.limit(undefined);
      expect((await sut.scan({ prefix: '', limit: 5 })).map(({ value }) => value)).toEqual(['1', '1']);
      await expect(sut.batch(pair('3'))).resolves.toHaveLength(2);
    }, 30_000);

    it('is read-only, which the start names too', async () => {
      home.server.setReadOnly(true);
      const refused = { code: 'persistence.read_only', status: 503 };
      await expect(sut.upsert('a', '1')).rejects.toMatchObject(refused);
      await expect(sut.batch(pair('1'))).rejects.toMatchObject(refused);
      await expect(home.persistence({ clock: SYSTEM_CLOCK }).open()).rejects.toMatchObject(refused);
      expect(await sut.get('a')).toBeUndefined();
      home.server.setReadOnly(false);
      await expect(sut.batch(pair('1'))).resolves.toHaveLength(2);
    }, 30_000);

    it('has too many writes of one document, which are repeated', async () => {
      let refusals = 3;
      home.server.disturb(({ isInTransaction }) =>
        Promise.resolve((refusals -= 1) >= 0 ? REFUSALS.conflict(isInTransaction) : undefined),
      );
      await expect(sut.upsert('a', '1')).resolves.toMatchObject({ created: true });
      refusals = 3;
      await expect(sut.batch(pair('2'))).resolves.toHaveLength(2);
      expect(await sut.get('b')).toMatchObject({ value: '2' });
    }, 30_000);

    it('loses connections in the middle of batches, of which it keeps all or nothing', async () => {
      await sut.batch(pair('0'));
      let calls = 0;
      home.server.disturb(() => Promise.resolve((calls += 1) % 4 === 0 ? 'reset' : undefined));
      for (let n = 1; n <= 10; n += 1) {
        await sut.batch(pair(String(n))).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'persistence.unavailable' });
        });
      }
      home.server.disturb(undefined);
      const [a, b] = await sut.scan({ prefix: '', limit: 2 });
      expect(a?.value).toBe(b?.value);
    }, 60_000);
  });

  it('refuses a wrong password, whose text is in no code', async () => {
    const home = await DocumentDbHome.start();
    const url = home.url.replace(/:[^:@/]+@/, ':wrong@');
    const sut = home.persistence({ clock: SYSTEM_CLOCK, url });
    await expect(sut.open()).rejects.toMatchObject({ code: 'persistence.credentials_refused', status: 503 });
    await home.close();
  });

  it('does not answer', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    const home = await DocumentDbHome.start();
    const sut = home.persistence({
      clock: SYSTEM_CLOCK,
      url: home.url.replace(/:\d+\//, `:${port}/`),
      connectTimeoutMs: 300,
      requestTimeoutMs: 300,
    });
    await expect(sut.open()).rejects.toMatchObject({ code: 'persistence.unavailable' });
    await home.close();
    silent.close();
  }, 20_000);
});
