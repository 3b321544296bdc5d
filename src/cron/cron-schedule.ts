import { Cron } from 'croner';
import { CronDefinitionError } from './cron.errors.js';

const FIVE_FIELDS = /^\S+( \S+){4}$/;
const SECOND_MS = 1_000;

/**
 * Five cron fields in UTC, as in monday's scheduler (docs/monday-platform.md#scheduler). Times are milliseconds since
 * the epoch.
 */
export class CronSchedule {
  private readonly cron: Cron;

  /** @throws CronDefinitionError if the schedule is invalid or never due */
  constructor(job: string, expression: string) {
    if (!FIVE_FIELDS.test(expression)) throw new CronDefinitionError(job, 'needs a schedule of five fields');
    try {
      this.cron = new Cron(expression, { timezone: 'UTC', paused: true, mode: '5-part' });
    } catch {
      throw new CronDefinitionError(job, 'has a schedule that cannot be read');
    }
    if (this.cron.nextRun() === null)
      throw new CronDefinitionError(job, 'has a schedule that never comes due');
  }

  /** The first due time after this moment. */
  next(after: number): number {
    return this.cron.nextRun(new Date(after))?.getTime() ?? Infinity;
  }

  /** The last due time up to this moment. */
  latest(at: number): number | undefined {
    // The library searches strictly before the time, in whole seconds.
    return this.cron.previousRuns(1, new Date(at + SECOND_MS))[0]?.getTime();
  }
}
