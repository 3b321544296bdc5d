import { Controller, Get, Header, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { Public } from '../caller/index.js';
import { CronJobs, type CronResult, type ListedCronJob } from '../cron/index.js';
import { DevTokenGuard } from './dev-token.guard.js';

/** The scheduled jobs of the app, for the local console and `cron run`. */
@Public()
@UseGuards(DevTokenGuard)
@Controller('__dev/cron')
export class DevCronController {
  constructor(private readonly jobs: CronJobs) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  list(): readonly ListedCronJob[] {
    return this.jobs.list();
  }

  @Post(':name/run')
  @HttpCode(200)
  async run(@Param('name') name: string): Promise<{ status: CronResult }> {
    return { status: await this.jobs.runNow(name) };
  }
}
