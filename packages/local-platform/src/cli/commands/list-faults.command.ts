import { type PlatformCommand } from '../platform-command.js';

interface ListedFault {
  readonly id: string;
  readonly kind: string;
  readonly struck: number;
}

export const listFaults: PlatformCommand = {
  words: 'faults',
  summary: 'lists the active faults',
  async run({ sandbox, print }) {
    const faults = await sandbox.get<ListedFault[]>('/__sandbox/faults');
    for (const { id, kind, struck, ...rest } of faults) {
      const options = Object.entries(rest).map(([name, value]) => `${name}=${String(value)}`);
      print([id, kind, ...options, `struck ${struck}`].join('  '));
    }
    if (faults.length === 0) print('No faults are active.');
    return 0;
  },
};
