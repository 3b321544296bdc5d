import { Controller, Get, Header, Param, UseGuards } from '@nestjs/common';
import { Public, runAs } from '../caller/index.js';
import { CollectionStore, SecretList, SecureStorage, StorageService } from '../storage/index.js';
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
  /** Absent for a value of the account. */
  readonly userId?: string;
  readonly key: string;
  /** Missing if it cannot be decrypted. */
  readonly value?: unknown;
}

interface ShownDocument {
  readonly collection: string;
  readonly id: string;
  readonly document: unknown;
}

/** What an account keeps. */
export interface AccountData {
  readonly storage: readonly ShownRow[];
  readonly secureStorage: readonly ShownSecret[];
  /** The first of each collection. */
  readonly collections: readonly ShownDocument[];
}

/** Storage, secure storage and collections of one account, for the local console. */
@Public()
@UseGuards(DevTokenGuard)
@Controller('__dev/accounts')
export class DevDataController {
  constructor(
    private readonly storage: StorageService,
    private readonly secureStorage: SecureStorage,
    private readonly names: SecretList,
    private readonly collections: CollectionStore,
  ) {}

  @Get(':accountId')
  @Header('Cache-Control', 'no-store')
  async data(@Param('accountId') accountId: string): Promise<AccountData> {
    const [storage, secureStorage, collections] = await Promise.all([
      this.rows(accountId),
      this.secrets(accountId),
      this.documents(accountId),
    ]);
    return { storage, secureStorage, collections };
  }

  private async rows(accountId: string): Promise<readonly ShownRow[]> {
    const caller = { accountId, userId: 'console', kind: 'job' } as const;
    const { records } = await runAs(caller, () => this.storage.search({ limit: SHOWN }));
    return records.map(({ key, value, shared, version }) => ({ key, value, shared, version }));
  }

  private async documents(accountId: string): Promise<readonly ShownDocument[]> {
    const { all, isSupported } = this.collections;
    if (!isSupported) return [];
    const shown = all.map(async (declaration) => {
      const query = { limit: SHOWN };
      const { records } = await runAs({ accountId, userId: 'console', kind: 'job' }, () =>
        this.collections.query(declaration, query),
      );
      return records.map(({ id, document }) => ({ collection: declaration.name, id, document }));
    });
    return (await Promise.all(shown)).flat();
  }

  private async secrets(accountId: string): Promise<readonly ShownSecret[]> {
    const names = (await this.names.list(accountId, SHOWN)) ?? [];
    return Promise.all(
      names.map(async ({ userId, key }) => {
        const caller = { accountId, userId: userId ?? 'console', kind: 'job' } as const;
        const scope = userId === undefined ? 'account' : 'user';
        const read = runAs(caller, () => this.secureStorage.get(key, { scope }));
        const found = await read.catch(() => undefined);
        return { userId, key, value: found?.value };
      }),
    );
  }
}
