import { readOptions } from 'monday-persistence/command-line';
import { type PlatformCommand } from '../platform-command.js';

const OPTIONS = { user: { type: 'string' }, path: { type: 'string' } } as const;

export const authorizationUrl: PlatformCommand = {
  words: 'authorization-url',
  parameters: '[--user ID] [--path /auth]',
  summary: "prints an Authorization URL that starts the app's login; valid for five minutes",
  async run({ arguments: given, sandbox, print }) {
    const { user, path } = readOptions(given, OPTIONS);
    const { url } = await sandbox.post<{ url: string }>('/__sandbox/authorization-url', {
      ...(user === undefined ? {} : { userId: user }),
      ...(path === undefined ? {} : { path }),
    });
    print(url);
    return 0;
  },
};
