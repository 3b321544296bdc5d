import { readOneArgument } from 'monday-persistence/command-line';
import { QueueRefusedError } from '../cli.errors.js';
import { type Command } from '../command.js';

export const queueDeadDrop: Command = {
  words: 'queue dead drop',
  parameters: '<id>',
  summary: 'deletes a dead letter',
  run({ arguments: given, queue, print }) {
    const id = readOneArgument(given, 'Give the id of one dead letter.');
    return queue.use(async (operations) => {
      if (!(await operations.drop(id))) throw new QueueRefusedError('There is no such dead letter.');
      print(`The dead letter ${id} is deleted.`);
      return 0;
    });
  },
};
