import { Controller, Delete, Get, Param, Query, UseGuards } from '@nestjs/common';
import { AccountStorage, StorageRuleError, type FoundRecord } from '../../account-storage/index.js';
import { SandboxState } from '../../state/index.js';
import { MappsGuard } from '../mapps.guard.js';
import { MappsInputError, MappsNotFoundError } from '../mapps.errors.js';

/** A row as `mapps` reads it, which checks that the value is a text. */
interface StoredRecord {
  readonly key: string;
  readonly value: string;
  readonly backendOnly: boolean;
}

const MAX_EXPORTED = 100_000;

/** `mapps storage:search`, `storage:export` and `storage:remove-data`: the storage of an account, as its support sees it. */
@Controller('api')
@UseGuards(MappsGuard)
export class RecordsController {
  constructor(
    private readonly storage: AccountStorage,
    private readonly state: SandboxState,
  ) {}

  @Get('storage/app/:appId/account/:accountId/records')
  async search(
    @Param('accountId') accountId: string,
    @Query('term') term?: unknown,
  ): Promise<{ term: string; records: StoredRecord[]; cursor?: string }> {
    this.requireAccount(accountId);
    if (typeof term !== 'string' || term === '' || term.includes('\0'))
      throw new MappsInputError('term must be a text.');
    const { records, cursor } = await this.find(accountId, term);
    return { term, records: records.map(storedRecord), ...(cursor !== undefined && { cursor }) };
  }

  @Get('storage/app/:appId/account/:accountId/records/export')
  async export(@Param('accountId') accountId: string): Promise<{ records: StoredRecord[] }> {
    this.requireAccount(accountId);
    const records: StoredRecord[] = [];
    for (let cursor: string | undefined; records.length < MAX_EXPORTED;) {
      const page = await this.storage.search(accountId, '', cursor);
      records.push(...page.records.map(storedRecord));
      cursor = page.cursor;
      if (cursor === undefined) return { records };
    }
    throw new MappsInputError(`The account has more than ${MAX_EXPORTED} records.`);
  }

  @Delete('apps/:appId/accounts/:accountId')
  async remove(@Param('accountId') accountId: string): Promise<object> {
    this.requireAccount(accountId);
    await this.storage.clear(accountId);
    return {};
  }

  private requireAccount(id: string): void {
    if (!this.state.findAccount(id)) throw new MappsNotFoundError(`There is no account ${id}.`);
  }

  private async find(accountId: string, term: string): ReturnType<AccountStorage['search']> {
    try {
      return await this.storage.search(accountId, term);
    } catch (error) {
      if (error instanceof StorageRuleError) throw new MappsInputError(error.message);
      throw error;
    }
  }
}

const storedRecord = ({ key, value, backendOnly }: FoundRecord): StoredRecord => ({
  key,
  value: typeof value === 'string' ? value : JSON.stringify(value),
  backendOnly,
});
