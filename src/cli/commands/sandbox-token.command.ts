import { UsageError } from '../cli.errors.js';
import { usageOf, type Command } from '../command.js';

export const sandboxToken: Command = {
  words: 'sandbox token',
  parameters: '<user id>',
  summary: 'prints an access token of the user, as monday would have given it to the app',
  async run({ arguments: [userId, ...rest], sandbox, print }) {
    if (userId === undefined || rest.length > 0)
      throw new UsageError('Name one user.', usageOf(sandboxToken));
    const { access_token: token } = await sandbox.post<{ access_token: string }>('/__sandbox/tokens', {
      userId,
    });
    print(token);
    return 0;
  },
};
