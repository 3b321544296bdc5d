import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Public } from '../caller/index.js';
import { Clock } from '../clock/index.js';
import { AppConfig } from '../config/index.js';
import { Documented } from '../docs/index.js';
import { AnyQuery } from '../http/index.js';
import { CronJobNotFoundError } from './cron.errors.js';
import { CronRegistry } from './cron.registry.js';
import { CronRunner, type CronResult } from './cron.runner.js';
import { RUN } from './cron.docs.js';

/** The platform's clock may be slightly ahead. */
const EARLY_MS = 30_000;

/**
 * Route for monday's scheduler (docs/monday-platform.md#scheduler). The call is not authenticated, so it is only a hint
 * that a job may be due: each due time runs once, and the body is ignored.
 */
@Public()
@AnyQuery()
@Controller('mndy-cronjob')
export class CronController {
  constructor(
    private readonly registry: CronRegistry,
    private readonly runner: CronRunner,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  @Documented(RUN)
  @Post(':name')
  @HttpCode(200)
  async run(@Param('name') name: string): Promise<{ status: CronResult }> {
    const job = this.config.profile === 'monday-code' ? this.registry.find(name) : undefined;
    if (!job) throw new CronJobNotFoundError();
    const dueAt = job.schedule.latest(this.clock.now() + EARLY_MS);
    const result = dueAt === undefined ? 'skipped' : await this.runner.run(job, dueAt);
    return { status: result === 'done' ? 'done' : 'skipped' };
  }
}
