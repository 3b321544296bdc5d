import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpException,
  NotFoundException,
  Post,
  Put,
  Query,
  Req,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { type Request } from 'express';
import {
  AccountStorage,
  counterIncrement,
  ExactNumbersGuard,
  type FoundRecord,
} from '../account-storage/index.js';
import { AppsStorageGuard, accountOf } from './apps-storage.guard.js';
import { StorageRuleFilter } from './storage-rule.filter.js';

const BASE = 'app_storage_api/v2';

/**
 * The storage API, on one base, as `STORAGE_URL` demands (docs/monday-platform.md#storage-api). monday's SDK does not
 * encode keys, so they are read from the raw path, including slashes.
 */
@Controller(BASE)
@UseGuards(AppsStorageGuard, ExactNumbersGuard)
@UseFilters(StorageRuleFilter)
export class AppsStorageController {
  constructor(private readonly storage: AccountStorage) {}

  /** `items?term=` is a search, `items` with anything else the key `items`. */
  @Get('*key')
  async get(
    @Req() request: Request,
    @Query() query: Record<string, unknown>,
  ): Promise<{ value: unknown; version: string } | { records: FoundRecord[]; cursor?: string }> {
    const key = keyOf(request);
    if (key === 'items' && typeof query.term === 'string') {
      const cursor = typeof query.cursor === 'string' && query.cursor !== '' ? query.cursor : undefined;
      return this.storage.search(accountOf(request), query.term, cursor);
    }
    const found = await this.storage.get(addressOf(request, query));
    if (!found) throw new NotFoundException({ error: 'key not found' });
    return found;
  }

  @Post('*key')
  @HttpCode(200)
  async set(
    @Req() request: Request,
    @Query() query: Record<string, unknown>,
    @Body() body?: Record<string, unknown>,
  ): Promise<{ version: string }> {
    const { value, previous_version: previousVersion, ttl } = body ?? {};
    if (previousVersion !== undefined && typeof previousVersion !== 'string') {
      throw new HttpException({ error: 'previous_version must be a string.' }, 400);
    }
    const version = await this.storage.set(addressOf(request, query), value, { previousVersion, ttl });
    return { version };
  }

  @Delete('*key')
  @HttpCode(204)
  async delete(@Req() request: Request, @Query() query: Record<string, unknown>): Promise<void> {
    await this.storage.delete(addressOf(request, query));
  }

  @Put('operations')
  async increment(
    @Req() request: Request,
    @Body() body?: unknown,
  ): Promise<{ message: string; newCounterValue: number }> {
    const newCounterValue = await this.storage.increment(accountOf(request), counterIncrement(body));
    return { message: 'Counter incremented', newCounterValue };
  }
}

function addressOf(
  request: Request,
  query: Record<string, unknown>,
): { accountId: string; key: string; shared: boolean } {
  return { accountId: accountOf(request), key: keyOf(request), shared: query.shareGlobally === 'true' };
}

function keyOf(request: Request): string {
  const path = request.originalUrl.split('?', 1)[0] ?? '';
  return decodeURIComponent(path.slice(BASE.length + 2));
}
