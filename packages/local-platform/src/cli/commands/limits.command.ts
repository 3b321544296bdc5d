import { UsageError } from 'monday-persistence/command-line';
import { type PlatformCommand } from '../platform-command.js';

export const limits: PlatformCommand = {
  words: 'limits',
  parameters: '<on|off>',
  summary: "turns monday's rate limits on or off until the platform stops",
  async run({ arguments: given, sandbox, print }) {
    const [state] = given;
    if ((state !== 'on' && state !== 'off') || given.length > 1) {
      throw new UsageError('Give on or off.');
    }
    await sandbox.put('/__sandbox/limits', { enabled: state === 'on' });
    print(`Limits are ${state}.`);
    return 0;
  },
};
