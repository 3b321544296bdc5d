export { CronJobs, type ListedCronJob } from './cron-jobs.js';
export { CronModule } from './cron.module.js';
export { type CronResult } from './cron.runner.js';
export { declaredJobs } from './declared-jobs.js';
export { findCronRun } from './current-run.js';
export {
  fromVariable,
  MondayCron,
  type CronContext,
  type MondayCronMethod,
  type MondayCronOptions,
  type VariableSchedule,
} from './monday-cron.decorator.js';
