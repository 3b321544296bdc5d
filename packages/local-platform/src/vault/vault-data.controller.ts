import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, UseGuards } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { Clock } from 'monday-persistence/clock';
import { sha256 } from 'monday-persistence/hash';
import { isObject } from 'monday-persistence/json';
import { PROJECT_ID } from './google-identity.js';
import { VaultTokenGuard } from './vault-token.guard.js';
import { VaultRefusal } from './vault.errors.js';

/** Prefix of the vault's records in the platform. */
const PREFIX = 'vault/';
const MAX_KEY_BYTES = 8 * 1024;

interface Metadata {
  readonly created_time: string;
  readonly deletion_time: string;
  readonly destroyed: boolean;
  readonly version: number;
}

interface Kept {
  readonly data: Record<string, unknown>;
  readonly metadata: Metadata;
}

/** The vault's key-value store, version 2 (docs/monday-platform.md#secure-storage): objects under names, for the whole app. */
@Controller('v1/kv/data/:project')
@UseGuards(VaultTokenGuard)
export class VaultDataController {
  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  @Get('*key')
  async read(@Param('project') project: string, @Param('key') key: string[]): Promise<{ data: Kept }> {
    const kept = await this.find(rowOf(project, key));
    if (!kept) throw new VaultRefusal(404);
    return { data: kept };
  }

  @Put('*key')
  async replace(
    @Param('project') project: string,
    @Param('key') key: string[],
    @Body() body?: { data?: unknown },
  ): Promise<{ data: Metadata }> {
    const row = rowOf(project, key);
    const data = body?.data;
    if (!isObject(data)) {
      throw new VaultRefusal(400, 'no data provided');
    }
    const version = ((await this.find(row))?.metadata.version ?? 0) + 1;
    const metadata = {
      created_time: new Date(this.clock.now()).toISOString(),
      deletion_time: '',
      destroyed: false,
      version,
    };
    await this.persistence.upsert(row, JSON.stringify({ data, metadata }));
    return { data: metadata };
  }

  @Post('*key')
  @HttpCode(200)
  write(
    @Param('project') project: string,
    @Param('key') key: string[],
    @Body() body?: { data?: unknown },
  ): Promise<{ data: Metadata }> {
    return this.replace(project, key, body);
  }

  @Delete('*key')
  @HttpCode(204)
  async remove(@Param('project') project: string, @Param('key') key: string[]): Promise<void> {
    await this.persistence.delete(rowOf(project, key));
  }

  private async find(row: string): Promise<Kept | undefined> {
    const entry = await this.persistence.get(row);
    return entry && (JSON.parse(entry.value) as Kept);
  }
}

/** A key of the vault is a path; HTTP clients normalise `..` and `//` in it. */
function rowOf(project: string, path: string[]): string {
  const key = path.join('/');
  if (project !== PROJECT_ID) throw new VaultRefusal(403, 'permission denied');
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new VaultRefusal(400, 'invalid path');
  }
  // A hash, because names can be longer than the limit of a record's key.
  return `${PREFIX}${sha256(key)}`;
}
