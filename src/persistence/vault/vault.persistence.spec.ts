import { FakeClock } from 'monday-persistence/testing';
import { MemoryVault } from '../../../test/framework/support/memory-vault.js';
import { type VaultClient } from './vault.client.js';
import { VaultError } from './vault.errors.js';
import { VaultPersistence } from './vault.persistence.js';

describe('VaultPersistence', () => {
  let vault: MemoryVault;
  let sut: VaultPersistence;

  beforeEach(async () => {
    vault = new MemoryVault();
    sut = new VaultPersistence({ vault, clock: new FakeClock(1_000) });
    await sut.open();
  });

  it('names a value by an encoding of the whole key, which is no path', async () => {
    await sut.upsert('auth/../x?y#z/é', '1', { ttlSeconds: 2 });
    const [[name, value] = []] = vault.values;
    expect(name).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(Buffer.from(name ?? '', 'base64url').toString()).toBe('auth/../x?y#z/é');
    expect(value).toEqual({ value: '1', version: expect.any(String) as string, expiresAt: 3_000 });
  });

  it('lets exactly one of many win a compare-and-set within the process', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => sut.upsert('key', `${n}`, { version: null })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('counts exactly within the process', async () => {
    await Promise.all(Array.from({ length: 50 }, () => sut.increment('counter', 1)));
    expect((await sut.get('counter'))?.value).toBe('50');
  });

  it('does not let two batches wait for each other', async () => {
    const forth = ['a', 'b'].map((key) => ({ type: 'increment', key, by: 1 }) as const);
    const back = [...forth].reverse();
    await Promise.all(Array.from({ length: 20 }, (_, n) => sut.batch(n % 2 === 0 ? forth : back)));
    expect([(await sut.get('a'))?.value, (await sut.get('b'))?.value]).toEqual(['20', '20']);
  });

  it('turns away who would wait for a key for too long', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 70 }, () => sut.upsert('key', '1')));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(10);
    expect(refused[0]).toMatchObject({ reason: { code: 'secure-storage.rate_limited', status: 503 } });
    await expect(sut.upsert('key', '2')).resolves.toMatchObject({ created: false });
  });

  it('treats foreign values as missing', async () => {
    vault.values.set(Buffer.from('key').toString('base64url'), { PRIM__MON__CODE_: 'x' });
    await expect(sut.get('key')).resolves.toBeUndefined();
  });

  it('records that it holds state before the first record of it, not before a deletion', async () => {
    const mark = { key: 'persistence/home', isState: (key: string) => !key.startsWith('secure-storage/') };
    const vault = new MemoryVault();
    const marking = new VaultPersistence({ vault, clock: new FakeClock(1_000), mark });
    await marking.open();
    await marking.upsert('secure-storage/x', '');
    await marking.delete('auth/session/x');
    expect(vault.keys).toEqual(['secure-storage/x']);
    await marking.upsert('auth/session/x', '');
    expect(vault.keys).toEqual(['secure-storage/x', 'persistence/home', 'auth/session/x']);
    await marking.close();
  });

  it('asks the vault once for many pings', async () => {
    const read = jest.spyOn(vault, 'read');
    await Promise.all([sut.ping(), sut.ping()]);
    await sut.ping();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('says that it cannot list the records of all', async () => {
    const scan = sut.scan({ prefix: '', limit: 1 });
    await expect(scan).rejects.toMatchObject({ code: 'persistence.unsupported', status: 501 });
  });
});

describe('the index of an owner', () => {
  const HOUR_MS = 60 * 60 * 1000;
  let clock: FakeClock;
  let vault: MemoryVault;
  let opened: VaultPersistence[];

  const open = async (client: VaultClient = vault): Promise<VaultPersistence> => {
    const persistence = new VaultPersistence({ vault: client, clock });
    await persistence.open();
    opened.push(persistence);
    return persistence;
  };
  const keysOf = async (persistence: VaultPersistence, owner = '1'): Promise<string[]> =>
    (await persistence.scan({ prefix: '', limit: 100, owner })).map(({ key }) => key);

  beforeEach(() => {
    clock = new FakeClock();
    vault = new MemoryVault();
    opened = [];
  });
  afterEach(() => Promise.all(opened.map((persistence) => persistence.close())));

  it('is written before the record, so that a crash between the two leaves nothing that cannot be found', async () => {
    const sut = await open();
    const write = jest.spyOn(vault, 'write').mockImplementationOnce(async (key, value) => {
      await MemoryVault.prototype.write.call(vault, key, value);
      throw new VaultError('unavailable');
    });
    await expect(sut.upsert('a', '1', { owner: '1' })).rejects.toThrow(VaultError);
    expect(vault.keys).toEqual([expect.stringContaining('persistence/owners/')]);
    await sut.upsert('a', '1', { owner: '1' });
    expect(write).toHaveBeenCalledTimes(2);
    expect(await keysOf(await open())).toEqual(['a']);
  });

  it('needs no write if the record exists', async () => {
    const sut = await open();
    await sut.upsert('a', '1', { owner: '1' });
    const write = jest.spyOn(vault, 'write');
    await sut.upsert('a', '2', { owner: '1' });
    await sut.upsert('a', '3');
    expect(write).toHaveBeenCalledTimes(2);
  });

  it('is written once for many keys at the same moment', async () => {
    const sut = await open();
    const write = jest.spyOn(vault, 'write');
    await Promise.all(Array.from({ length: 40 }, (_, n) => sut.upsert(`k${n}`, '', { owner: '1' })));
    const ofIndex = write.mock.calls.filter(([, value]) => 'keys' in value);
    expect(ofIndex.length).toBeLessThanOrEqual(8);
    expect(await keysOf(await open())).toHaveLength(40);
  });

  it('gets back what another instance overwrote', async () => {
    const [one, two] = [await open(), await open()];
    const puts = Array.from({ length: 40 }, (_, n) =>
      (n % 2 ? one : two).upsert(`k${n}`, '', { owner: '1' }),
    );
    await Promise.all(puts);
    expect((await keysOf(await open())).length).toBeLessThan(40);
    clock.advance(15_000);
    await one.sweep();
    await two.sweep();
    expect(await keysOf(await open())).toHaveLength(40);
  });

  it('forgets what was deleted, and leaves nothing behind', async () => {
    const sut = await open();
    await sut.upsert('a', '1', { owner: '1' });
    await sut.delete('a');
    clock.advance(15_000);
    await sut.sweep();
    expect(vault.keys).toEqual([]);
  });

  it('removes records an hour after they expired', async () => {
    const sut = await open();
    await sut.upsert('short', '1', { owner: '1', ttlSeconds: 60 });
    await sut.upsert('prolonged', '1', { owner: '1', ttlSeconds: 60 });
    await sut.upsert('prolonged', '1', { owner: '1', ttlSeconds: 100_000 });
    const write = (name: string): Promise<unknown> =>
      // So many that each page of the index is touched.
      Promise.all(Array.from({ length: 30 }, (_, n) => sut.upsert(`${name}${n}`, '', { owner: '1' })));
    clock.advance(HOUR_MS);
    await write('b');
    await sut.sweep();
    expect(vault.keys).toContain('short');
    clock.advance(61_000);
    await write('c');
    await sut.sweep();
    expect(vault.keys).not.toContain('short');
    expect(vault.keys).toContain('prolonged');
  });

  it('removes an expired record that a scan meets', async () => {
    const sut = await open();
    await sut.upsert('a', '1', { owner: '1', ttlSeconds: 60 });
    clock.advance(60_001);
    expect(await keysOf(sut)).toEqual([]);
    clock.advance(15_000);
    await sut.sweep();
    expect(vault.keys).toEqual([]);
  });

  it('leaves a key whose record is only being written', async () => {
    const sut = await open();
    const finish = holdNextRecord(vault);
    const put = sut.upsert('a', '1', { owner: '1' });
    await finish.reached;
    const other = await open();
    expect(await keysOf(other)).toEqual([]);
    clock.advance(15_000);
    await other.sweep();
    finish.now();
    await put;
    expect(await keysOf(other)).toEqual(['a']);
  });

  it('belongs to its owner alone', async () => {
    const sut = await open();
    await sut.upsert('a', '1', { owner: '1' });
    await sut.increment('b', 1, { owner: '2' });
    await sut.upsert('c', '1');
    expect([await keysOf(sut, '1'), await keysOf(sut, '2')]).toEqual([['a'], ['b']]);
  });
});

/** Stops the next write of a record, not of an index, until it is told to go on. */
function holdNextRecord(vault: MemoryVault): { readonly reached: Promise<void>; readonly now: () => void } {
  let now = (): void => undefined;
  const gate = new Promise<void>((resolve) => (now = resolve));
  const write = vault.write.bind(vault);
  const reached = new Promise<void>((resolve) => {
    jest.spyOn(vault, 'write').mockImplementation(async (key, value) => {
      if (!('keys' in value)) {
        resolve();
        await gate;
      }
      return write(key, value);
    });
  });
  return { reached, now: () => now() };
}
