import { type Command } from '../command.js';

export const queuePause: Command = {
  words: 'queue pause',
  summary: 'pauses the handling of messages in every instance, until `queue resume`',
  run: ({ queue, print }) =>
    queue.use(async (operations) => {
      await operations.pause();
      print('The queue is paused. Messages that are being handled are finished.');
      return 0;
    }),
};
