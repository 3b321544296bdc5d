import { Body, Controller, Headers, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { AllowView, CurrentCaller, type CallerContext } from '../../caller/index.js';
import { Documented } from '../../docs/index.js';
import { LargeBody } from '../../http/index.js';
import { BATCH } from './storage.docs.js';
import { mapStorageErrors } from './map-storage-errors.js';
import { refusePrecondition, type PreconditionHeaders } from './precondition.js';
import { batchReply, type BatchReply } from './reply-json.js';
import { assertViewMayAccess } from './assert-view-may-access.js';
import { StorageBatchPipe } from './storage-batch.pipe.js';
import { StorageService } from './storage.service.js';
import { type StorageOperation } from './storage.types.js';

/** Atomic batches. They do not conflict with a row with the key `batch`, because rows have no POST route. */
@Controller('storage')
export class StorageBatchController {
  constructor(private readonly storage: StorageService) {}

  /** Applies up to 100 operations atomically, in order. */
  @Documented(BATCH)
  @Post('batch')
  @HttpCode(HttpStatus.OK)
  @AllowView()
  @LargeBody()
  async apply(
    @Headers() headers: PreconditionHeaders,
    @Body(StorageBatchPipe) operations: StorageOperation[],
    @CurrentCaller() caller: CallerContext,
  ): Promise<BatchReply> {
    for (const { shared } of operations) assertViewMayAccess(caller, shared);
    refusePrecondition(headers, 'has no meaning on a batch: each operation has a version of its own');
    return batchReply(await mapStorageErrors(() => this.storage.batch(operations)));
  }
}
