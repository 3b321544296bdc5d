import { type Command } from '../command.js';

export const sandboxClearFaults: Command = {
  words: 'sandbox faults clear',
  summary: 'removes all faults',
  async run({ sandbox, print }) {
    await sandbox.delete('/__sandbox/faults');
    print('The local platform behaves.');
    return 0;
  },
};
