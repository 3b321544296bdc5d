import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../account-data/index.js';
import { Clock } from '../clock/index.js';
import { AppConfig } from '../config/index.js';
import { Persistence } from '../persistence/index.js';

const MINUTE_MS = 60_000;
const TTL_SECONDS = 180;

/** How many mails an account may send in a minute, counted over all instances. */
@Injectable()
export class MailAllowance {
  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Takes one mail out of the account's minute.
   * @returns 0, or how many seconds to wait before asking again: the more there are in front, the longer
   */
  async take(accountId: string): Promise<number> {
    const now = this.clock.now();
    const minute = Math.floor(now / MINUTE_MS);
    const key = `${prefixOf(accountId)}${minute}`;
    const options = { ttlSeconds: TTL_SECONDS, owner: accountId };
    const taken = await this.persistence.increment(key, 1, options);
    const { perMinute } = this.config.mail;
    if (taken <= perMinute) return 0;
    const minutesToWait = Math.ceil((taken - perMinute) / perMinute);
    return Math.ceil(((minute + minutesToWait) * MINUTE_MS - now) / 1_000);
  }

  @PurgesAccount('mail counts')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, prefixOf(accountId));
  }
}

const prefixOf = (accountId: string): string => `mail/rate/${encodeURIComponent(accountId)}/`;
