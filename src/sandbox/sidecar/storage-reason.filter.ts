import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { StorageRuleError } from '../account-storage/index.js';

/** `{reason}`, as all of the sidecar's refusals. */
@Catch(StorageRuleError)
export class StorageReasonFilter implements ExceptionFilter {
  catch(error: StorageRuleError, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(error.status).json({ reason: error.message });
  }
}
