import { Controller, Delete, Get, HttpCode, Param, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { BUCKET_NAME, SandboxSettings } from '../state/index.js';
import { checkBucket, readGeneration } from './object-input.js';
import { checkObjectName } from './object-name.js';
import { objectResource } from './object-resource.js';
import { ObjectRefusal } from './object-storage.errors.js';
import { ObjectStore, type ObjectRow } from './object.store.js';
import { ObjectSender } from './object-sender.js';

type QueryValues = Readonly<Record<string, unknown>>;

const MAX_PAGE = 1_000;

/**
 * The bucket of the app by Google's JSON API (docs/monday-platform.md#object-storage). Clients with
 * `STORAGE_EMULATOR_HOST` send no token; some omit the first part of the path.
 */
@Controller(['storage/v1/b', 'download/storage/v1/b', 'b'])
export class ObjectsController {
  constructor(
    private readonly store: ObjectStore,
    private readonly sender: ObjectSender,
    private readonly settings: SandboxSettings,
  ) {}

  @Get(':bucket')
  bucket(@Param('bucket') bucket: string): object {
    checkBucket(bucket);
    return { kind: 'storage#bucket', id: bucket, name: bucket, location: 'US', storageClass: 'STANDARD' };
  }

  @Get(':bucket/o')
  list(@Param('bucket') bucket: string, @Query() query: QueryValues): object {
    checkBucket(bucket);
    if (query['delimiter'] !== undefined)
      throw ObjectRefusal.invalid('The local platform does not support delimiter.');
    const { prefix = '' } = query;
    if (typeof prefix !== 'string') throw ObjectRefusal.invalid('prefix must be a text.');
    const { objects, isCut } = this.store.list(prefix, readToken(query['pageToken']), readLimit(query));
    const last = objects.at(-1);
    return {
      kind: 'storage#objects',
      items: objects.map((row) => objectResource(row, this.settings.url)),
      ...(isCut && last ? { nextPageToken: Buffer.from(last.name).toString('base64url') } : {}),
    };
  }

  @Get(':bucket/o/:name')
  async get(
    @Param('bucket') bucket: string,
    @Param('name') name: string,
    @Query() query: QueryValues,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const row = this.require(bucket, name);
    const generation = readGeneration(query['generation']);
    if (generation !== undefined && generation !== row.generation) throw ObjectRefusal.notFound(bucket, name);
    if (query['alt'] === 'media') await this.sender.send(row, request, response);
    else response.json(objectResource(row, this.settings.url));
  }

  @Delete(':bucket/o/:name')
  @HttpCode(204)
  delete(
    @Param('bucket') bucket: string,
    @Param('name') name: string,
    @Query('ifGenerationMatch') generation?: unknown,
  ): void {
    checkBucket(bucket);
    if (!this.store.delete(checkObjectName(name), readGeneration(generation))) {
      throw ObjectRefusal.notFound(bucket, name);
    }
  }

  private require(bucket: string, name: string): ObjectRow {
    checkBucket(bucket);
    const row = this.store.find(checkObjectName(name));
    if (!row) throw ObjectRefusal.notFound(BUCKET_NAME, name);
    return row;
  }
}

function readLimit({ maxResults }: QueryValues): number {
  if (maxResults === undefined) return MAX_PAGE;
  if (typeof maxResults !== 'string' || !/^[1-9]\d{0,8}$/.test(maxResults)) {
    throw ObjectRefusal.invalid('maxResults must be a number from 1.');
  }
  return Math.min(Number(maxResults), MAX_PAGE);
}

function readToken(token: unknown): string {
  if (token === undefined || token === '') return '';
  if (typeof token !== 'string' || !/^[\w-]{1,1400}$/.test(token))
    throw ObjectRefusal.invalid('Invalid page token.');
  return Buffer.from(token, 'base64url').toString('utf8');
}
