import { Injectable } from '@nestjs/common';
import { AccountPurge } from '../account-data/index.js';
import { MondayCron } from './monday-cron.decorator.js';

/** On monday code no instance may be up when data is due to be removed: the scheduler's call brings one up. */
@Injectable()
export class AccountPurgeCron {
  constructor(private readonly purge: AccountPurge) {}

  @MondayCron('purge-accounts', '*/30 * * * *')
  async run(): Promise<void> {
    await this.purge.run();
  }
}
