import { PersistenceConflictError, type Persistence } from '../../persistence/index.js';

const PREFIX = 'secure-storage-index/';
const MAX_ATTEMPTS = 5;

/**
 * The names of an account's values, for a store that cannot list its keys: with it, all of them can be deleted. A name is
 * written down before its value is, and stays when the value goes. Two instances that add names of one account at the
 * same moment can lose one of them until its value is written again.
 */
export class AccountIndex {
  constructor(private readonly persistence: Persistence) {}

  /** @param account as it stands in the name */
  async add(account: string, name: string): Promise<void> {
    for (let attempt = 1; !(await this.tryToAdd(account, name)); attempt++) {
      if (attempt === MAX_ATTEMPTS) throw new Error('The index of an account cannot be written.');
    }
  }

  async names(account: string): Promise<string[]> {
    return namesIn((await this.persistence.get(PREFIX + account))?.value);
  }

  /** Forgets the account. */
  async remove(account: string): Promise<void> {
    await this.persistence.delete(PREFIX + account);
  }

  private async tryToAdd(account: string, name: string): Promise<boolean> {
    const entry = await this.persistence.get(PREFIX + account);
    const names = namesIn(entry?.value);
    if (names.includes(name)) return true;
    try {
      const value = JSON.stringify([...names, name]);
      await this.persistence.put(PREFIX + account, value, { expected: entry?.version ?? null });
      return true;
    } catch (error) {
      if (error instanceof PersistenceConflictError) return false;
      throw error;
    }
  }
}

const namesIn = (value: string | undefined): string[] => JSON.parse(value ?? '[]') as string[];
