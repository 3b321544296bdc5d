import { type Command } from '../command.js';
import { readOptions } from '../read-options.js';

const OPTIONS = { user: { type: 'string' }, path: { type: 'string' } } as const;

export const sandboxAuthorizationUrl: Command = {
  words: 'sandbox authorization-url',
  parameters: '[--user ID] [--path /auth]',
  summary: "prints an Authorization URL that starts the app's login; valid for five minutes",
  async run({ arguments: given, sandbox, print }) {
    const { user, path } = readOptions(given, OPTIONS, sandboxAuthorizationUrl);
    const { url } = await sandbox.post<{ url: string }>('/__sandbox/authorization-url', {
      ...(user === undefined ? {} : { userId: user }),
      ...(path === undefined ? {} : { path }),
    });
    print(url);
    return 0;
  },
};
