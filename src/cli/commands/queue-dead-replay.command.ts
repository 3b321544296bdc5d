import { readOneArgument } from 'monday-persistence/command-line';
import { type Command } from '../command.js';

export const queueDeadReplay: Command = {
  words: 'queue dead replay',
  parameters: '<id>',
  summary: 'publishes a dead letter again, with a new count of attempts',
  run({ arguments: given, queue, print }) {
    const id = readOneArgument(given, 'Give the id of one dead letter.');
    return queue.use(async (operations) => {
      await operations.replay(id);
      print(`The message ${id} is published again.`);
      return 0;
    });
  },
};
