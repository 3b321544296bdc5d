import { QueueRefusedError, UsageError } from '../cli.errors.js';
import { usageOf, type Command } from '../command.js';

export const queueDeadDrop: Command = {
  words: 'queue dead drop',
  parameters: '<id>',
  summary: 'forgets a message that was given up, for good',
  run({ arguments: [id, ...rest], queue, print }) {
    if (id === undefined || rest.length > 0) {
      throw new UsageError('Name one dead letter.', usageOf(queueDeadDrop));
    }
    return queue.use(async (operations) => {
      if (!(await operations.drop(id))) throw new QueueRefusedError('There is no such dead letter.');
      print(`The message ${id} is forgotten.`);
      return 0;
    });
  },
};
