import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ErrorReply } from './error-reply.js';
import { MondayCodeAPIError } from './monday-code-api.error.js';

/** Family `MondayCodeAPIError`: a call to monday that failed. */
@Catch(MondayCodeAPIError)
export class MondayCodeAPIErrorFilter implements ExceptionFilter<MondayCodeAPIError> {
  constructor(private readonly reply: ErrorReply) {}

  catch(error: MondayCodeAPIError, host: ArgumentsHost): void {
    const { api, code, message, status, details, retryAfterSeconds } = error;
    this.reply.send(host, {
      error: 'MondayCodeAPIError',
      code,
      message,
      status,
      details: Array.isArray(details) ? details : { api, ...details },
      retryAfterSeconds,
      cause: error,
    });
  }
}
