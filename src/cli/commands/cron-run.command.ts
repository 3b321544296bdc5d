import { CannotRunError, readOneArgument } from 'monday-persistence/command-line';
import { profileOf } from '../../config/index.js';
import { type Command } from '../command.js';

export const cronRun: Command = {
  words: 'cron run',
  parameters: 'NAME',
  summary: 'runs a scheduled job now, unless it is in progress',
  async run({ arguments: given, variables, jobs, print, report }) {
    const name = readOneArgument(given, 'Name one scheduled job.');
    if (profileOf(variables) === 'monday-code') {
      throw new CannotRunError('The jobs of monday code are run by its scheduler: see mapps scheduler:run.');
    }
    const status = await jobs.run(name);
    if (status === 'skipped') {
      report(`${name} did not run: it is in progress, or not due.`);
      return 1;
    }
    print(`${name} is done.`);
    return 0;
  },
};
