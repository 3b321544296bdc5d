import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type Response } from 'express';
import { StorageRuleError } from '../account-storage/index.js';

const UNEXPECTED = 'An error occurred while fetching the key';

/** `{reason}`, as all of the sidecar's refusals. */
@Catch()
export class StorageReasonFilter implements ExceptionFilter {
  private readonly logger = new Logger('Sidecar');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (error instanceof HttpException) response.status(error.getStatus()).json(error.getResponse());
    else if (error instanceof StorageRuleError) response.status(error.status).json({ reason: error.message });
    else {
      this.logger.error(error);
      response.status(500).json({ reason: UNEXPECTED });
    }
  }
}
