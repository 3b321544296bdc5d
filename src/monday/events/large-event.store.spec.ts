import { randomBytes } from 'node:crypto';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { MemoryVault } from '../../../test/framework/support/memory-vault.js';
import { runAs } from '../../caller/index.js';
import { VaultPersistence } from '../../persistence/vault/vault.persistence.js';
import { type VaultValue } from '../../persistence/vault/vault.client.js';
import { AesGcmKeyRing, SecretService } from '../../secrets/index.js';
import { FRAMEWORK_NAMES } from '../../config/index.js';
import { LargeEventStore } from './large-event.store.js';

const CALLER = { accountId: '1', userId: '2', kind: 'event' } as const;
const LARGEST_VALUE = 512 * 1024;

/** Refuses large values, as the vaults with the smallest limit do. */
class SmallVault extends MemoryVault {
  override write(key: string, value: VaultValue): Promise<void> {
    if (JSON.stringify(value).length > LARGEST_VALUE) return Promise.reject(new Error('too large'));
    return super.write(key, value);
  }
}

async function setup(): Promise<{ sut: LargeEventStore; keys: () => string[] }> {
  const vault = new SmallVault();
  const persistence = new VaultPersistence({ vault, clock: SYSTEM_CLOCK });
  await persistence.open();
  const secrets = new SecretService(
    { ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64url')}` },
    FRAMEWORK_NAMES,
  );
  const keys = (): string[] => vault.keys.filter((key) => key.startsWith('monday/events/'));
  return { sut: new LargeEventStore(persistence, new AesGcmKeyRing(secrets)), keys };
}

describe('LargeEventStore', () => {
  it.each([
    ['one record', 60_000, 1],
    ['several', 500_000, 8],
  ])('keeps an event in %s until it is removed', (_name, letters, records) =>
    runAs(CALLER, async () => {
      const { sut, keys } = await setup();
      const data = { value: '🙂'.repeat(letters) + '\ud83d', pulseId: 5 };
      const id = await sut.save(data, 'uuid');
      expect(await sut.find(id)).toEqual(data);
      expect(keys()).toHaveLength(records);

      await sut.remove(id);
      expect(await sut.find(id)).toBeUndefined();
      expect(keys()).toEqual([]);
    }),
  );

  it('keeps the deliveries of one event once', () =>
    runAs(CALLER, async () => {
      const { sut, keys } = await setup();
      const first = await sut.save({ value: 'x'.repeat(70_000) }, 'uuid');
      expect(await sut.save({ value: 'x'.repeat(70_000) }, 'uuid')).toBe(first);
      expect(await sut.save({ value: 'x'.repeat(70_000) }, 'other')).not.toBe(first);
      expect(keys()).toHaveLength(2);
    }));

  it('shows an event to no other account', async () => {
    const { sut } = await setup();
    const id = await runAs(CALLER, () => sut.save({ value: 'x' }, 'uuid'));
    expect(await runAs({ ...CALLER, accountId: '9' }, () => sut.find(id))).toBeUndefined();
  });

  it('removes all parts of an event with its account', () =>
    runAs(CALLER, async () => {
      const { sut, keys } = await setup();
      await sut.save({ value: 'x'.repeat(1_000_000) }, 'uuid');
      await sut.purgeAccount(CALLER.accountId);
      expect(keys()).toEqual([]);
    }));
});
