import { Injectable } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { MappsInputError, MappsNotFoundError } from '../mapps.errors.js';
import { type ScheduledJob } from './scheduled-job.js';

const PREFIX = 'scheduler/jobs/';
/** In each region (docs/monday-platform.md#scheduler). The platform has one. */
const MAX_JOBS = 5;

/** The jobs that were made with `mapps scheduler:create`. They survive a restart. */
@Injectable()
export class JobStore {
  constructor(private readonly persistence: Persistence) {}

  /** By name. */
  async list(): Promise<readonly ScheduledJob[]> {
    const entries = await this.persistence.scan({ prefix: PREFIX, limit: MAX_JOBS });
    return entries.map(({ value }) => JSON.parse(value) as ScheduledJob);
  }

  /** @throws MappsNotFoundError */
  async require(name: string): Promise<ScheduledJob> {
    const job = (await this.list()).find((each) => each.name === name);
    if (!job) throw new MappsNotFoundError('There is no job of this name.');
    return job;
  }

  /** @throws MappsInputError if the name is taken, or if there are five jobs */
  async add(job: ScheduledJob): Promise<void> {
    const jobs = await this.list();
    if (jobs.some(({ name }) => name === job.name)) throw new MappsInputError('A job has this name.');
    if (jobs.length >= MAX_JOBS)
      throw new MappsInputError(`An app has at most ${MAX_JOBS} jobs in a region.`);
    await this.put(job);
  }

  async put(job: ScheduledJob): Promise<void> {
    await this.persistence.upsert(PREFIX + job.name, JSON.stringify(job));
  }

  /** @throws MappsNotFoundError */
  async remove(name: string): Promise<void> {
    const { name: known } = await this.require(name);
    await this.persistence.delete(PREFIX + known);
  }
}
