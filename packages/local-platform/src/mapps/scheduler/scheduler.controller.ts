import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, UseGuards } from '@nestjs/common';
import { MappsGuard } from '../mapps.guard.js';
import { JobStore } from './job.store.js';
import { readJob, type ScheduledJob } from './scheduled-job.js';
import { Scheduler } from './scheduler.service.js';

/** `mapps scheduler:create`, `list`, `update`, `delete` and `run`. */
@Controller('api/code/:appId/scheduler')
@UseGuards(MappsGuard)
export class SchedulerController {
  constructor(
    private readonly jobs: JobStore,
    private readonly scheduler: Scheduler,
  ) {}

  @Get()
  async list(): Promise<{ jobs: readonly ScheduledJob[] }> {
    return { jobs: await this.jobs.list() };
  }

  @Post()
  @HttpCode(200)
  async create(@Body() body: unknown): Promise<{ job: ScheduledJob }> {
    const job = readJob(body);
    await this.jobs.add(job);
    return { job };
  }

  @Put(':name')
  async update(@Param('name') name: string, @Body() body: unknown): Promise<{ job: ScheduledJob }> {
    const job = readJob(body, await this.jobs.require(name));
    await this.jobs.put(job);
    return { job };
  }

  @Delete(':name')
  async delete(@Param('name') name: string): Promise<object> {
    await this.jobs.remove(name);
    return {};
  }

  /** Starts a run, whatever the schedule. */
  @Post(':name/run')
  @HttpCode(200)
  async run(@Param('name') name: string): Promise<object> {
    this.scheduler.start(await this.jobs.require(name));
    return {};
  }
}
