import { Controller, Get, Header, Param, UseGuards } from '@nestjs/common';
import { Public, runAs } from '../caller/index.js';
import { SecretList, SecureStorage, StorageService } from '../storage/index.js';
import { DevTokenGuard } from './dev-token.guard.js';

/** Maximum number of records of each kind; the console is not for exports. */
const SHOWN = 100;

interface ShownRow {
  readonly key: string;
  readonly value: unknown;
  readonly shared: boolean;
  readonly version?: string;
}

interface ShownSecret {
  readonly userId: string;
  readonly key: string;
  /** Missing if it cannot be decrypted. */
  readonly value?: unknown;
}

/** What an account keeps. */
export interface AccountData {
  readonly storage: readonly ShownRow[];
  readonly secureStorage: readonly ShownSecret[];
}

/** Storage and secure storage of one account, for the local console. */
@Public()
@UseGuards(DevTokenGuard)
@Controller('__dev/accounts')
export class DevDataController {
  constructor(
    private readonly storage: StorageService,
    private readonly secureStorage: SecureStorage,
    private readonly names: SecretList,
  ) {}

  @Get(':accountId')
  @Header('Cache-Control', 'no-store')
  async data(@Param('accountId') accountId: string): Promise<AccountData> {
    return { storage: await this.rows(accountId), secureStorage: await this.secrets(accountId) };
  }

  private async rows(accountId: string): Promise<readonly ShownRow[]> {
    const caller = { accountId, userId: 'console', kind: 'job' } as const;
    const { records } = await runAs(caller, () => this.storage.search({ limit: SHOWN }));
    return records.map(({ key, value, shared, version }) => ({ key, value, shared, version }));
  }

  private async secrets(accountId: string): Promise<readonly ShownSecret[]> {
    const names = (await this.names.list(accountId, SHOWN)) ?? [];
    return Promise.all(
      names.map(async ({ userId, key }) => {
        const read = runAs({ accountId, userId, kind: 'job' }, () => this.secureStorage.get(key));
        const found = await read.catch(() => undefined);
        return { userId, key, value: found?.value };
      }),
    );
  }
}
