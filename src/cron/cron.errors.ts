import { BaseError } from '../errors/index.js';

/** No scheduled job has this name, or the app uses its own scheduler. */
export class CronJobNotFoundError extends BaseError {
  constructor() {
    super({ code: 'cron.job_not_found', status: 404, message: 'This scheduled job does not exist.' });
  }
}

/** A run timed out. */
export class CronTimeoutError extends BaseError {
  constructor(timeoutSeconds: number) {
    super({
      code: 'cron.timeout',
      status: 504,
      message: `The scheduled job did not finish within ${timeoutSeconds} seconds.`,
    });
  }
}

/** A run failed; the platform may retry. The reason is not shown, because anyone can call the route. */
export class CronRunFailedError extends BaseError {
  constructor(cause: unknown) {
    super({ code: 'cron.run_failed', status: 500, message: 'The scheduled job failed.', cause });
  }
}

/** A decorator with an invalid name or schedule: a programming error, reported at startup. */
export class CronDefinitionError extends Error {
  override readonly name = 'CronDefinitionError';

  constructor(job: string, problem: string) {
    super(`The scheduled job "${job}" ${problem}.`);
  }
}
