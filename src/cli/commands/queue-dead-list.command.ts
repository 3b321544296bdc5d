import { printTable } from 'monday-persistence/command-line';
import { type Command } from '../command.js';
import { limitOf } from '../limit-of.js';

export const queueDeadList: Command = {
  words: 'queue dead list',
  parameters: '[number]',
  summary: 'lists the dead letters, with the error code of each',
  run({ arguments: given, queue, print }) {
    const limit = limitOf(given);
    return queue.use(async (operations) => {
      const letters = await operations.dead(limit);
      printTable(
        print,
        letters.map(({ id, type, accountId, attempts, cause, diedAt }) => [
          id,
          type,
          `account ${accountId ?? 'unknown'}`,
          `attempts ${attempts}`,
          cause,
          new Date(diedAt).toISOString(),
        ]),
      );
      return 0;
    });
  },
};
