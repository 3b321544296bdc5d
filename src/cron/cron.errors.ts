import { BaseError } from '../errors/index.js';

/** No scheduled work has this name, or this installation drives its schedule itself. */
export class CronJobNotFoundError extends BaseError {
  constructor() {
    super({ code: 'cron.job_not_found', status: 404, message: 'This scheduled job does not exist.' });
  }
}

/** A run did not end in its time. */
export class CronTimeoutError extends BaseError {
  constructor(timeoutSeconds: number) {
    super({
      code: 'cron.timeout',
      status: 504,
      message: `The scheduled job did not finish within ${timeoutSeconds} seconds.`,
    });
  }
}

/** A run failed; the platform may try again. Says nothing of why: anyone can call. */
export class CronRunFailedError extends BaseError {
  constructor(cause: unknown) {
    super({ code: 'cron.run_failed', status: 500, message: 'The scheduled job failed.', cause });
  }
}

/** A decorator whose name or schedule cannot be used: a programming error, found at start. */
export class CronDefinitionError extends Error {
  override readonly name = 'CronDefinitionError';

  constructor(job: string, problem: string) {
    super(`The scheduled job "${job}" ${problem}.`);
  }
}
