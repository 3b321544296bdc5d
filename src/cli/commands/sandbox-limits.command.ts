import { UsageError } from '../cli.errors.js';
import { usageOf, type Command } from '../command.js';

export const sandboxLimits: Command = {
  words: 'sandbox limits',
  parameters: '<on|off>',
  summary: "turns monday's rate limits on or off until the platform stops",
  async run({ arguments: given, sandbox, print }) {
    const [state] = given;
    if ((state !== 'on' && state !== 'off') || given.length > 1) {
      throw new UsageError('Give on or off.', usageOf(sandboxLimits));
    }
    await sandbox.put('/__sandbox/limits', { enabled: state === 'on' });
    print(`Limits are ${state}.`);
    return 0;
  },
};
