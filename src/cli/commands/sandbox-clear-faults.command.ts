import { type Command } from '../command.js';

export const sandboxFaultsClear: Command = {
  words: 'sandbox faults clear',
  summary: 'ends every fault',
  async run({ sandbox, print }) {
    await sandbox.delete('/__sandbox/faults');
    print('The local platform behaves.');
    return 0;
  },
};
