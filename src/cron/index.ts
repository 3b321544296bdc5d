export { CronModule } from './cron.module.js';
export {
  MondayCron,
  type CronContext,
  type MondayCronMethod,
  type MondayCronOptions,
} from './monday-cron.decorator.js';
