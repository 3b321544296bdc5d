import { Injectable } from '@nestjs/common';
import { PurgesAccount, type Purged } from '../account-data/index.js';
import { runAs } from '../caller/index.js';
import { ObjectStorageUnsupportedError } from './object-storage.errors.js';
import { ObjectStorage } from './object-storage.js';

const PAGE = 100;

/** The objects of an account, for its purge. */
@Injectable()
export class AccountObjects {
  constructor(private readonly objects: ObjectStorage) {}

  /** An installation that has no object storage has no objects. */
  @PurgesAccount('objects')
  async purgeAccount(accountId: string): Promise<Purged> {
    try {
      return await runAs({ accountId, userId: '', kind: 'job' }, () => this.removeAll());
    } catch (error) {
      if (error instanceof ObjectStorageUnsupportedError) return 0;
      throw error;
    }
  }

  private async removeAll(): Promise<number> {
    let deleted = 0;
    for (;;) {
      const { objects } = await this.objects.list({ limit: PAGE });
      if (objects.length === 0) return deleted;
      for (const { name } of objects) if (await this.objects.delete(name)) deleted += 1;
    }
  }
}
