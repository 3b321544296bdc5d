import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../account-data/index.js';
import { Clock } from '../clock/index.js';
import { AppConfig } from '../config/index.js';
import { Persistence } from '../persistence/index.js';
import { StoredWindowLimiter } from '../rate-limiter/index.js';

/** Limits the mails of an account per minute, across all instances. */
@Injectable()
export class MailRateLimiter extends StoredWindowLimiter {
  constructor(persistence: Persistence, clock: Clock, { mail }: AppConfig) {
    const windows = { prefix: 'mail/rate/', windowMs: 60_000, ttlSeconds: 180 };
    super(persistence, clock, { ...windows, limit: mail.perMinute });
  }

  @PurgesAccount('mail counts')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, this.prefixOf(accountId));
  }
}
