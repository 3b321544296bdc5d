import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { eventually } from '../../testing/eventually.js';
import { CuttingProxy } from '../../../test/framework/services/cutting-proxy.js';
import { describeService } from '../../../test/framework/services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../../../test/framework/services/postgres-schema.js';
import { POSTGRES_SETTINGS, PostgresPersistence } from './postgres.persistence.js';

const UNAVAILABLE = { code: 'persistence.unavailable', status: 503 };

describe('PostgresPersistence without a server', () => {
  it('reports an unavailable store without its address', async () => {
    const sut = new PostgresPersistence({
      ...POSTGRES_SETTINGS,
      clock: SYSTEM_CLOCK,
      url: 'postgres://user:secret@127.0.0.1:1/db',
    });
    const error = await sut.open().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(UNAVAILABLE);
    expect(JSON.stringify(error)).not.toContain('secret');
    await expect(sut.get('key')).rejects.toMatchObject(UNAVAILABLE);
    await sut.close();
  });
});

describeService('PostgresPersistence behind a network that fails', postgresAddress(), () => {
  let schema: PostgresSchema;
  let proxy: CuttingProxy;
  let sut: PostgresPersistence;

  beforeEach(async () => {
    schema = await PostgresSchema.create();
    proxy = await CuttingProxy.start(postgresAddress());
    sut = new PostgresPersistence({
      ...POSTGRES_SETTINGS,
      clock: SYSTEM_CLOCK,
      url: schema.url(proxy.address),
    });
    await sut.open();
  });

  afterEach(async () => {
    await sut.close();
    await proxy.close();
    await schema.drop();
  });

  it('needs no right to create once everything is there', async () => {
    const restricted = new PostgresPersistence({
      ...POSTGRES_SETTINGS,
      clock: SYSTEM_CLOCK,
      url: await schema.restrictedUrl(),
    });
    await restricted.open();
    await restricted.upsert('key', 'value');
    await restricted.close();
    await expect(sut.get('key')).resolves.toMatchObject({ value: 'value' });
  });

  it('throws while the server is away and works again when it is back', async () => {
    await sut.upsert('key', 'before');
    proxy.cut();
    await expect(sut.get('key')).rejects.toMatchObject(UNAVAILABLE);
    await expect(sut.upsert('key', 'meanwhile')).rejects.toMatchObject(UNAVAILABLE);
    await expect(sut.batch([{ type: 'delete', key: 'key' }])).rejects.toMatchObject(UNAVAILABLE);
    await expect(sut.scan({ prefix: '', limit: 1 })).rejects.toMatchObject(UNAVAILABLE);
    await expect(sut.ping()).rejects.toMatchObject(UNAVAILABLE);
    proxy.heal();
    await expect(sut.get('key')).resolves.toMatchObject({ value: 'before' });
    await expect(sut.upsert('key', 'after')).resolves.toMatchObject({ created: false });
  });

  it('settles all running calls if the connections are cut', async () => {
    const running = Promise.allSettled([
      ...Array.from({ length: 50 }, (_, n) => sut.increment(`counter/${n}`, 1)),
      sut.batch([
        { type: 'upsert', key: 'pair/1', value: '1' },
        { type: 'upsert', key: 'pair/2', value: '1' },
      ]),
    ]);
    proxy.cut();
    for (const outcome of await running) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(UNAVAILABLE);
    }
    proxy.heal();
    const pair = await sut.scan({ prefix: 'pair/', limit: 2 });
    expect([0, 2]).toContain(pair.length);
  });

  it('gives up a statement that is blocked by another transaction', async () => {
    const impatient = new PostgresPersistence({
      ...POSTGRES_SETTINGS,
      clock: SYSTEM_CLOCK,
      url: schema.url(),
      statementTimeoutMs: 50,
      maxConnections: 2,
    });
    await impatient.open();
    await impatient.upsert('key', '1');
    const release = await schema.lockRecord('key');
    await expect(impatient.upsert('key', '2')).rejects.toMatchObject(UNAVAILABLE);
    await expect(impatient.get('key')).resolves.toMatchObject({ value: '1' });
    await release();
    await expect(impatient.upsert('key', '3')).resolves.toMatchObject({ created: false });
    await impatient.close();
  });

  it('stays usable after the server ended its connections', async () => {
    await Promise.all(Array.from({ length: 10 }, () => sut.ping()));
    await schema.terminateConnections();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => sut.get('key')));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(UNAVAILABLE);
    }
    await expect(sut.upsert('key', '1')).resolves.toMatchObject({ created: true });
  });

  it('recovers after all its connections went silent', async () => {
    const patient = new PostgresPersistence({
      ...POSTGRES_SETTINGS,
      clock: SYSTEM_CLOCK,
      url: schema.url(proxy.address),
      statementTimeoutMs: 50,
    });
    await sut.upsert('key', '1');
    await patient.open();
    // A loaded machine may need more than the 50 ms; the connections are open either way.
    await Promise.allSettled(Array.from({ length: 10 }, () => patient.get('key')));
    proxy.freeze();
    // Together, because each waits until it knows that its connection is silent.
    const [first] = await Promise.allSettled(Array.from({ length: 10 }, () => patient.get('key')));
    expect(first).toMatchObject({ status: 'rejected', reason: UNAVAILABLE });
    await eventually(() => patient.get('key').catch(() => undefined));
    await patient.close();
  });

  it.each(['close', 'abort'] as const)('does not wait for silent connections in its %s', async (end) => {
    const sut = new PostgresPersistence({
      ...POSTGRES_SETTINGS,
      clock: SYSTEM_CLOCK,
      url: schema.url(proxy.address),
      closeTimeoutMs: 10,
    });
    await sut.open();
    // A connection for each: one that is made later would not be silent.
    await Promise.all([sut.ping(), sut.ping()]);
    proxy.freeze();
    const running = Promise.allSettled([sut.get('key'), sut.batch([{ type: 'delete', key: 'key' }])]);
    await sut[end]();
    for (const outcome of await running) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: UNAVAILABLE });
    }
    await sut.close();
  });

  it('outlives a server that ends the connection in the middle of a batch', async () => {
    await sut.upsert('key', '1');
    const release = await schema.lockRecord('key');
    const batch = sut.batch([
      { type: 'upsert', key: 'other', value: '2' },
      { type: 'upsert', key: 'key', value: '2' },
    ]);
    await schema.waitForLock();
    proxy.cut();
    await expect(batch).rejects.toMatchObject(UNAVAILABLE);
    proxy.heal();
    await release();
    await expect(sut.get('other')).resolves.toBeUndefined();
    await expect(sut.upsert('key', '3')).resolves.toMatchObject({ created: false });
  });
});
