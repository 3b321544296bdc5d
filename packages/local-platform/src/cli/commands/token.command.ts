import { readOneArgument } from 'monday-persistence/command-line';
import { type PlatformCommand } from '../platform-command.js';

export const token: PlatformCommand = {
  words: 'token',
  parameters: '<user id>',
  summary: 'prints an access token for the user, as monday would issue it to the app',
  async run({ arguments: given, sandbox, print }) {
    const userId = readOneArgument(given, 'Give one user id.');
    const { access_token: token } = await sandbox.post<{ access_token: string }>('/__sandbox/tokens', {
      userId,
    });
    print(token);
    return 0;
  },
};
