import { type Command } from '../command.js';

export const queueStats: Command = {
  words: 'queue stats',
  summary: 'counts the waiting, delayed, running and dead messages',
  run: ({ queue, print }) =>
    queue.use(async (operations) => {
      const { ready, delayed, running, paused, partial } = await operations.stats();
      const dead = await operations.countDead();
      print(`ready    ${ready}`);
      print(`delayed  ${delayed}`);
      print(`running  ${running}`);
      print(`dead     ${dead ?? 'unknown'}`);
      if (partial) print('There are more: counting stopped early.');
      if (paused) print('The queue is paused.');
      return 0;
    }),
};
