import { UsageError } from '../cli.errors.js';
import { usageOf, type Command } from '../command.js';

export const sandboxToken: Command = {
  words: 'sandbox token',
  parameters: '<user id>',
  summary: 'prints an access token for the user, as monday would issue it to the app',
  async run({ arguments: [userId, ...rest], sandbox, print }) {
    if (userId === undefined || rest.length > 0)
      throw new UsageError('Give one user id.', usageOf(sandboxToken));
    const { access_token: token } = await sandbox.post<{ access_token: string }>('/__sandbox/tokens', {
      userId,
    });
    print(token);
    return 0;
  },
};
