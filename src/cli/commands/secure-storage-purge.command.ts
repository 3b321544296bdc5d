import { readOptions } from 'monday-persistence/command-line';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SecureStorage } from '../../storage/index.js';
import { type Command } from '../command.js';
import { accountOf } from '../account-of.js';

export const secureStoragePurge: Command = {
  words: 'secure-storage purge',
  parameters: '--account ID',
  summary: 'deletes all secure values of an account',
  run({ arguments: given, stores, print, report }) {
    const { account } = readOptions(given, { account: { type: 'string' } });
    const accountId = accountOf(account);
    return stores.use(async ({ config, keyRing, of }) => {
      const storage = new SecureStorage(await of(config.secureStorage.driver), keyRing, SYSTEM_CLOCK);
      const deleted = await storage.deleteAccount(accountId);
      report(`${deleted} values deleted`);
      print(JSON.stringify({ deleted }));
      return 0;
    });
  },
};
