import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { type Response } from 'express';
import { AllowView, CurrentCaller, type CallerContext } from '../../caller/index.js';
import { Documented } from '../../docs/index.js';
import { ValidationFailedException } from '../../errors/index.js';
import { LargeBody, ReplyMemory, textReply, type LargeText } from '../../http/index.js';
import { Increment } from './dto/increment.dto.js';
import { SearchQuery } from './dto/search-query.dto.js';
import { SharedQuery, type Flag } from './dto/shared-query.dto.js';
import { type StorageWrite } from './dto/storage-write.dto.js';
import { mapStorageErrors } from './map-storage-errors.js';
import { readPrecondition, writeUnder, type PreconditionHeaders } from './precondition.js';
import { renewalDateOf } from './renewal-date.js';
import { pageJson, recordJson } from './reply-json.js';
import { assertViewMayAccess } from './assert-view-may-access.js';
import { StorageWritePipe } from './storage-write.pipe.js';
import { StorageKeyNotFoundError } from './storage.errors.js';
import { StorageService } from './storage.service.js';
import { type UpsertResult } from './storage.types.js';
import { DELETE, INCREMENT, READ, SEARCH, WRITE } from './storage.docs.js';

/** What a search may have in memory while it reads: about a value of the largest size. */
const SEARCH_BYTES = 8 * 1024 * 1024;

/** REST over {@link StorageService}. A board view may use shared rows only; counters are for users. */
@Controller('storage')
export class StorageController {
  constructor(
    private readonly storage: StorageService,
    private readonly replies: ReplyMemory,
  ) {}

  /** Searches rows by a part of the key. */
  @Documented(SEARCH)
  @Get()
  @AllowView()
  async search(
    @Query() { term, cursor, limit, shared }: SearchQuery,
    @CurrentCaller() caller: CallerContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | LargeText> {
    assertViewMayAccess(caller, isTrue(shared));
    const options = {
      term,
      cursor,
      limit: limit === undefined ? undefined : Number(limit),
      shared: isTrue(shared),
    };
    const page = await this.replies.hold(response, {
      read: () => mapStorageErrors(() => this.storage.searchText(options)),
      sizeOf: ({ records }) => records.reduce((sum, { text }) => sum + text.length, 0),
      readingBytes: SEARCH_BYTES,
    });
    response.type('json');
    return textReply(pageJson(page));
  }

  /** Reads a row. */
  @Documented(READ)
  @Get(':key')
  @AllowView()
  async read(
    @Param('key') key: string,
    @Query() query: SharedQuery,
    @CurrentCaller() caller: CallerContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | LargeText> {
    const shared = isTrue(query.shared);
    assertViewMayAccess(caller, shared);
    const record = await this.replies.hold(response, {
      read: () => mapStorageErrors(() => this.storage.getText(key, { shared })),
      sizeOf: (found) => found?.text.length ?? 0,
    });
    if (!record) throw new StorageKeyNotFoundError();
    response.type('json').setHeader('ETag', `"${record.version}"`);
    return textReply(recordJson(record));
  }

  /** Counts within the current day, month or year. Stands before `:key`, which would not match its slash anyway. */
  @Documented(INCREMENT)
  @Put('counter/increment')
  async increment(@Body() body: Increment): Promise<{ newCounterValue: number }> {
    const renewalDate = body.renewalDate === undefined ? undefined : renewalDateOf(body.renewalDate);
    const newCounterValue = await mapStorageErrors(() =>
      this.storage.incrementCounter({ ...body, renewalDate }),
    );
    return { newCounterValue };
  }

  /** Creates or replaces a row. */
  @Documented(WRITE)
  @Put(':key')
  @AllowView()
  @LargeBody()
  async write(
    @Param('key') key: string,
    @Headers() headers: PreconditionHeaders,
    @Body(StorageWritePipe) { value, version, shared, ttl }: StorageWrite,
    @CurrentCaller() caller: CallerContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ key: string; version: string }> {
    assertViewMayAccess(caller, shared);
    const precondition = readPrecondition(headers);
    if (precondition && version !== undefined) {
      throw new ValidationFailedException([
        { field: 'version', message: 'must not be combined with If-Match or If-None-Match' },
      ]);
    }
    const write = (expected?: string): Promise<UpsertResult> =>
      this.storage.upsert(key, value, expected, { shared, ttlSeconds: ttl });
    const current = (): Promise<string | undefined> => this.versionOf(key, shared);
    const result = await mapStorageErrors(() =>
      precondition ? writeUnder(precondition, { current, write }) : write(version),
    );
    response.status(result.created ? HttpStatus.CREATED : HttpStatus.OK);
    response.setHeader('ETag', `"${result.version}"`);
    return { key, version: result.version };
  }

  /** Deletes a row; succeeds if the row does not exist. */
  @Documented(DELETE)
  @Delete(':key')
  @AllowView()
  @HttpCode(HttpStatus.NO_CONTENT)
  async remove(
    @Param('key') key: string,
    @Query() query: SharedQuery,
    @Headers() headers: PreconditionHeaders,
    @CurrentCaller() caller: CallerContext,
  ): Promise<void> {
    const shared = isTrue(query.shared);
    assertViewMayAccess(caller, shared);
    const precondition = readPrecondition(headers);
    if (precondition?.type === 'absent') {
      throw new ValidationFailedException([
        { field: 'If-None-Match', message: 'is not supported for a delete' },
      ]);
    }
    const write = (version?: string): Promise<boolean> => this.storage.delete(key, { shared, version });
    const current = (): Promise<string | undefined> => this.versionOf(key, shared);
    await mapStorageErrors(() => (precondition ? writeUnder(precondition, { current, write }) : write()));
  }

  private async versionOf(key: string, shared: boolean | undefined): Promise<string | undefined> {
    return (await this.storage.getText(key, { shared }))?.version;
  }
}

function isTrue(flag: Flag | undefined): boolean | undefined {
  return flag === undefined ? undefined : flag === 'true';
}
