import { type Command } from '../command.js';

export const queuePause: Command = {
  words: 'queue pause',
  summary: 'pauses the handling of messages in every instance, until `queue resume`',
  run: ({ queue, print }) =>
    queue.use(async (operations) => {
      await operations.pause();
      print('The queue is paused. What runs goes on to its end.');
      return 0;
    }),
};
