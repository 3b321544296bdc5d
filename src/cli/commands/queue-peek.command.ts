import { printTable } from 'monday-persistence/command-line';
import { type Command } from '../command.js';
import { limitOf } from '../limit-of.js';

export const queuePeek: Command = {
  words: 'queue peek',
  parameters: '[number]',
  summary: 'lists the next messages, without their payloads',
  run({ arguments: given, queue, print }) {
    const limit = limitOf(given);
    return queue.use(async (operations) => {
      const messages = await operations.peek(limit);
      printTable(
        print,
        messages.map(({ id, type, accountId, attempts, priority, dueAt }) => [
          id,
          type,
          `account ${accountId ?? 'unknown'}`,
          `attempts ${attempts}`,
          priority,
          new Date(dueAt).toISOString(),
        ]),
      );
      return 0;
    });
  },
};
