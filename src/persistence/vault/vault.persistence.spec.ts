import { VaultClient, type VaultValue } from './vault-client.js';
import { VaultPersistence } from './vault.persistence.js';

class MapVault extends VaultClient {
  readonly values = new Map<string, VaultValue>();

  override read = (key: string): Promise<VaultValue | undefined> => Promise.resolve(this.values.get(key));
  override write(key: string, value: VaultValue): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
  override remove(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }
}

describe('VaultPersistence', () => {
  let vault: MapVault;
  let sut: VaultPersistence;

  beforeEach(async () => {
    vault = new MapVault();
    sut = new VaultPersistence({ vault, now: () => 1_000 });
    await sut.open();
  });

  it('names a value by an encoding of the whole key, which is no path', async () => {
    await sut.put('auth/../x?y#z/é', '1', { ttlSeconds: 2 });
    const [[name, value] = []] = vault.values;
    expect(name).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(Buffer.from(name ?? '', 'base64url').toString()).toBe('auth/../x?y#z/é');
    expect(value).toEqual({ value: '1', version: expect.any(String) as string, expiresAt: 3_000 });
  });

  it('lets exactly one of many win a compare-and-set within the process', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => sut.put('key', `${n}`, { expected: null })),
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
    const outcomes = await Promise.allSettled(Array.from({ length: 70 }, () => sut.put('key', '1')));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(10);
    expect(refused[0]).toMatchObject({ reason: { code: 'secure-storage.rate_limited', status: 503 } });
    await expect(sut.put('key', '2')).resolves.toMatchObject({ created: false });
  });

  it('takes what it never wrote for nothing', async () => {
    vault.values.set(Buffer.from('key').toString('base64url'), { PRIM__MON__CODE_: 'x' });
    await expect(sut.get('key')).resolves.toBeUndefined();
  });

  it('asks the vault once for many pings', async () => {
    const read = jest.spyOn(vault, 'read');
    await Promise.all([sut.ping(), sut.ping()]);
    await sut.ping();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('says that it cannot list', async () => {
    await expect(sut.scan()).rejects.toMatchObject({ code: 'persistence.unsupported', status: 501 });
  });
});
