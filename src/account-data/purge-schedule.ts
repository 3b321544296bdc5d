import { Injectable } from '@nestjs/common';
import { Persistence, type Operation } from '../persistence/index.js';

const KEY = 'account-data/agenda';

/** When which account's data is due, in milliseconds since the epoch. */
export type Schedule = Readonly<Record<string, number>>;

/** The scheduled purges, in one record, so that it can be read on a store that cannot list its keys. */
@Injectable()
export class PurgeSchedule {
  constructor(private readonly persistence: Persistence) {}

  async read(): Promise<Schedule> {
    const entry = await this.persistence.get(KEY);
    return entry ? (JSON.parse(entry.value) as Schedule) : {};
  }

  /**
   * The write that schedules a purge of an account, or removes it from the schedule. It fails if another write came
   * first.
   */
  async operation(accountId: string, dueAt: number | undefined): Promise<Operation> {
    const entry = await this.persistence.get(KEY);
    const { [accountId]: _, ...others } = entry ? (JSON.parse(entry.value) as Schedule) : {};
    const next: Schedule = dueAt === undefined ? others : { ...others, [accountId]: dueAt };
    return { type: 'upsert', key: KEY, value: JSON.stringify(next), version: entry?.version ?? null };
  }
}
