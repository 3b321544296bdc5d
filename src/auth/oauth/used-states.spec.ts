import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { VaultPersistence } from '../../persistence/vault/vault.persistence.js';
import { MemoryVault } from '../../../test/framework/support/memory-vault.js';
import { UsedStates } from './used-states.js';

async function instanceOn(vault: MemoryVault): Promise<UsedStates> {
  const persistence = new VaultPersistence({ vault, clock: SYSTEM_CLOCK });
  await persistence.open();
  return new UsedStates(persistence);
}

const INVALID = { code: 'auth.state_invalid' };

describe('UsedStates on a store whose calls are scarce', () => {
  it('uses a state up once, and leaves the store alone', async () => {
    const vault = new MemoryVault();
    const read = jest.spyOn(vault, 'read');
    const sut = await instanceOn(vault);
    await sut.use('state', 600);
    await expect(sut.use('state', 600)).rejects.toMatchObject(INVALID);
    expect(read).not.toHaveBeenCalled();
    expect(vault.values.size).toBe(0);
  });

  it('writes down what monday confirmed, so that no other instance finishes a login with it', async () => {
    const vault = new MemoryVault();
    const [first, second] = [await instanceOn(vault), await instanceOn(vault)];
    await first.use('state', 600);
    await first.confirm('state', 600);
    await second.use('state', 600);
    await expect(second.confirm('state', 600)).rejects.toMatchObject(INVALID);
  });
});
