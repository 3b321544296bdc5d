import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type Response } from 'express';
import { StorageRuleError } from '../account-storage/index.js';

/** `{error}`, which monday's SDK returns as text. */
@Catch(StorageRuleError)
export class StorageRuleFilter implements ExceptionFilter {
  catch(error: StorageRuleError, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(error.status).json({ error: error.message });
  }
}
