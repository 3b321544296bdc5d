export { CronModule } from './cron.module.js';
export { findCronRun } from './current-run.js';
export {
  fromVariable,
  MondayCron,
  type CronContext,
  type MondayCronMethod,
  type MondayCronOptions,
  type VariableSchedule,
} from './monday-cron.decorator.js';
