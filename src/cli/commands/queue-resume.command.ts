import { type Command } from '../command.js';

export const queueResume: Command = {
  words: 'queue resume',
  summary: 'resumes the handling of messages',
  run: ({ queue, print }) =>
    queue.use(async (operations) => {
      await operations.resume();
      print('The queue is running again.');
      return 0;
    }),
};
