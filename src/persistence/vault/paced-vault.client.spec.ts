import { SkippingClock } from 'monday-persistence/testing';
import { PacedVaultClient, VAULT_QUOTAS } from './paced-vault.client.js';
import { VaultClient } from './vault.client.js';
import { VaultError, VaultTimeoutError } from './vault.errors.js';

/** A vault that takes no time, on a clock that moves only by waiting. */
class CountingVault extends VaultClient {
  readonly calls: { readonly what: string; readonly at: number }[] = [];
  readonly failures: VaultError[] = [];
  running = 0;
  most = 0;

  constructor(private readonly clock: SkippingClock) {
    super();
  }

  override read = (key: string): Promise<undefined> => this.call(`read ${key}`);
  override write = (key: string): Promise<undefined> => this.call(`write ${key}`);
  override remove = (key: string): Promise<undefined> => this.call(`remove ${key}`);

  private async call(what: string): Promise<undefined> {
    this.calls.push({ what, at: this.clock.now() });
    this.most = Math.max(this.most, (this.running += 1));
    await Promise.resolve();
    this.running -= 1;
    const failure = this.failures.shift();
    if (failure) throw failure;
  }
}

describe('PacedVaultClient', () => {
  let clock: SkippingClock;
  let vault: CountingVault;
  let sut: PacedVaultClient;

  beforeEach(() => {
    clock = new SkippingClock(0);
    vault = new CountingVault(clock);
    sut = new PacedVaultClient(vault, clock, VAULT_QUOTAS);
  });

  const mostWithinASecond = (): number =>
    Math.max(
      ...vault.calls.map(
        ({ at }) => vault.calls.filter((call) => call.at >= at && call.at < at + 1_000).length,
      ),
    );

  it('sends at most seven calls within any second, one at a time', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, n) => sut.read(`k${n}`)));
    expect(vault.calls).toHaveLength(50);
    expect(mostWithinASecond()).toBe(7);
    expect(vault.most).toBe(1);
  });

  it('writes a key at most once a second, and lets others pass meanwhile', async () => {
    await sut.write('a', {});
    const second = sut.remove('a');
    await sut.read('b');
    await second;
    const [first, last] = vault.calls.filter(({ what }) => what.endsWith(' a'));
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it.each([new VaultError('rate_limited'), new VaultError('unavailable')])(
    'tries again after %s',
    async (error) => {
      vault.failures.push(error, error);
      await sut.read('a');
      expect(vault.calls).toHaveLength(3);
      expect(clock.now()).toBeGreaterThan(500);
    },
  );

  it('gives up after four attempts', async () => {
    vault.failures.push(...Array.from({ length: 9 }, () => new VaultError('unavailable')));
    await expect(sut.read('a')).rejects.toMatchObject({ api: 'secure-storage', status: 503 });
    expect(vault.calls).toHaveLength(4);
  });

  it.each([new VaultError('failed'), new VaultTimeoutError(5)])(
    'does not try again after %s',
    async (error) => {
      vault.failures.push(error);
      await expect(sut.write('a', {})).rejects.toBe(error);
      expect(vault.calls).toHaveLength(1);
    },
  );

  it('rejects callers with a retry time if too many wait', async () => {
    const calls = Array.from({ length: 250 }, (_, n) => sut.read(`k${n}`));
    const outcomes = await Promise.allSettled(calls);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(50);
    expect(refused[0]).toMatchObject({ reason: { failure: 'rate_limited', retryAfterSeconds: 30 } });
    await expect(sut.read('later')).resolves.toBeUndefined();
  });
});
