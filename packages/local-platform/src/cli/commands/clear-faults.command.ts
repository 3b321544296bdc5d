import { type PlatformCommand } from '../platform-command.js';

export const clearFaults: PlatformCommand = {
  words: 'faults clear',
  summary: 'removes all faults',
  async run({ sandbox, print }) {
    await sandbox.delete('/__sandbox/faults');
    print('No faults are active.');
    return 0;
  },
};
