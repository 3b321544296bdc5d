import { Body, Controller, Delete, Get, HttpCode, Param, Put, UseFilters, UseGuards } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { ExactNumbersGuard } from '../account-storage/index.js';
import { SecureStorageLimitGuard } from './secure-storage-limit.guard.js';
import { KeyNotFoundError, SidecarInputError } from './sidecar.errors.js';
import { SIDECAR_PREFIX } from './sidecar-prefix.js';
import { StorageReasonFilter } from './storage-reason.filter.js';

const MAX_KEY_LENGTH = 512;

/** Secure storage: the app's, not an account's (docs/monday-platform.md#secure-storage, docs/monday-platform.md#sidecar). */
@Controller(`${SIDECAR_PREFIX}/secure-storage`)
@UseGuards(SecureStorageLimitGuard, ExactNumbersGuard)
@UseFilters(StorageReasonFilter)
export class SidecarSecureStorageController {
  constructor(private readonly persistence: Persistence) {}

  @Get(':key')
  async get(@Param('key') key: string): Promise<{ value: unknown }> {
    const entry = await this.persistence.get(rowOf(key));
    if (!entry) throw new KeyNotFoundError();
    return { value: JSON.parse(entry.value) as unknown };
  }

  @Put(':key')
  async set(@Param('key') key: string, @Body() body?: Record<string, unknown>): Promise<true> {
    const value = body?.value;
    if (value === undefined) throw new SidecarInputError('value is missing.');
    await this.persistence.upsert(rowOf(key), JSON.stringify(value));
    return true;
  }

  @Delete(':key')
  @HttpCode(204)
  async delete(@Param('key') key: string): Promise<void> {
    await this.persistence.delete(rowOf(key));
  }
}

function rowOf(key: string): string {
  if (key.length > MAX_KEY_LENGTH || !key.isWellFormed() || key.includes('\0')) {
    throw new SidecarInputError('The key is too long or not valid text.');
  }
  return `secure-storage/${key}`;
}
