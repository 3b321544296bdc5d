import { AsyncLocalStorage } from 'node:async_hooks';
import { type CronContext } from './monday-cron.decorator.js';

const current = new AsyncLocalStorage<CronContext>();

export function runInCron<T>(context: CronContext, work: () => T): T {
  return current.run(context, work);
}

/** The run of a scheduled job that the current work belongs to, or `undefined`. */
export function findCronRun(): CronContext | undefined {
  return current.getStore();
}
