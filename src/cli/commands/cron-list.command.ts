import { printTable, readOptions } from 'monday-persistence/command-line';
import { type Command } from '../command.js';
import { declaredJobs } from '../../cron/index.js';

export const cronList: Command = {
  words: 'cron list',
  summary: 'lists the scheduled jobs with their schedules, in UTC',
  run({ arguments: given, features, variables, print }) {
    readOptions(given, {});
    const jobs = declaredJobs(features.providers, variables);
    printTable(
      print,
      jobs.map(({ name, schedule, place }) => [name, schedule, place]),
    );
    return Promise.resolve(0);
  },
};
