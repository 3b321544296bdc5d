import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Put,
  Query,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import {
  AccountStorage,
  counterIncrement,
  ExactNumbersGuard,
  StorageAuthorizer,
  StorageRuleError,
  type FoundRecord,
} from '../account-storage/index.js';
import { KeyNotFoundError, SidecarError, SidecarInputError } from './sidecar.errors.js';
import { SIDECAR_PREFIX } from './sidecar-prefix.js';
import { StorageReasonFilter } from './storage-reason.filter.js';

type WriteReply = { success: true; version: string } | { success: false; error: string };
type CountReply =
  { success: true; newCounterValue: number; message: string } | { success: false; error: string };

const TOKEN = 'x-monday-access-token';

/** Storage by the account of the access token (docs/monday-platform.md#sidecar). */
@Controller(`${SIDECAR_PREFIX}/storage`)
@UseGuards(ExactNumbersGuard)
@UseFilters(StorageReasonFilter)
export class SidecarStorageController {
  constructor(
    private readonly storage: AccountStorage,
    private readonly authorizer: StorageAuthorizer,
  ) {}

  @Get('search/:term')
  async search(
    @Headers(TOKEN) token: string | undefined,
    @Param('term') term: string,
    @Query('cursor') cursor?: unknown,
  ): Promise<{ success: true; records: FoundRecord[]; cursor?: string }> {
    const accountId = await this.accountOf(token);
    const from = typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
    return { success: true, ...(await this.storage.search(accountId, term, from)) };
  }

  @Get(':key')
  async get(
    @Headers(TOKEN) token: string | undefined,
    @Param('key') key: string,
    @Query('shared') shared?: unknown,
  ): Promise<{ value: unknown; version: string }> {
    const accountId = await this.accountOf(token);
    if (shared === undefined) throw new SidecarInputError('shared is missing.');
    const found = await this.storage.get({ accountId, key, shared: isShared(shared) });
    if (!found) throw new KeyNotFoundError();
    return found;
  }

  @Put('counter/increment')
  async increment(@Headers(TOKEN) token: string | undefined, @Body() body?: unknown): Promise<CountReply> {
    const accountId = await this.accountOf(token);
    const increment = counterIncrement(body, true);
    try {
      const newCounterValue = await this.storage.increment(accountId, increment);
      return { success: true, newCounterValue, message: 'Counter incremented' };
    } catch (error) {
      if (error instanceof StorageRuleError) return { success: false, error: error.message };
      throw error;
    }
  }

  @Put(':key')
  async set(
    @Headers(TOKEN) token: string | undefined,
    @Param('key') key: string,
    @Query() query: Record<string, unknown>,
    @Body() body?: Record<string, unknown>,
  ): Promise<WriteReply> {
    const address = { accountId: await this.accountOf(token), key, shared: isShared(query.shared) };
    // monday's Python quickstart sends an empty value; its client omits it.
    const previousVersion = query.previousVersion === '' ? undefined : query.previousVersion;
    if (previousVersion !== undefined && typeof previousVersion !== 'string') {
      throw new SidecarInputError('previousVersion may be given once.');
    }
    try {
      const ttl = query.ttl === undefined ? undefined : wholeNumberOf(query.ttl);
      return {
        success: true,
        version: await this.storage.set(address, body?.value, { previousVersion, ttl }),
      };
    } catch (error) {
      if (error instanceof StorageRuleError) return { success: false, error: error.message };
      throw error;
    }
  }

  /** The contract does not define `shared` here, but it is accepted. */
  @Delete(':key')
  @HttpCode(204)
  async delete(
    @Headers(TOKEN) token: string | undefined,
    @Param('key') key: string,
    @Query('shared') shared?: unknown,
  ): Promise<void> {
    await this.storage.delete({ accountId: await this.accountOf(token), key, shared: isShared(shared) });
  }

  private async accountOf(token: string | undefined): Promise<string> {
    const access = await this.authorizer.admit(token);
    switch (access.outcome) {
      case 'unknown-token':
        throw new SidecarError(401, 'Unauthorized');
      case 'rate-limited':
        throw new SidecarError(429, 'Too many requests');
      case 'granted':
        return access.accountId;
    }
  }
}

function wholeNumberOf(value: unknown): number {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
}

/** As sent by generated clients: `True` in Python, `1` in PHP. */
function isShared(value: unknown): boolean {
  if (value === undefined) return false;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new SidecarInputError('shared is true or false.');
}
