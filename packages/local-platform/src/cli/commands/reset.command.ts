import { type PlatformCommand } from '../platform-command.js';

export const reset: PlatformCommand = {
  words: 'reset',
  summary: 'restores the seed data; deletes tokens, board changes and mails',
  async run({ sandbox, print }) {
    const { removed } = await sandbox.post<{ removed: number }>('/__sandbox/reset');
    print(`The seed data is restored (${removed} records removed).`);
    return 0;
  },
};
