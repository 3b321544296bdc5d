import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { describeFailure } from './describe-failure.js';
import { ErrorReply } from './error-reply.js';
import { MondayCodeAPIError } from './monday-code-api.errors.js';

/** Filter for the family `MondayCodeAPIError`: failed calls to monday. */
@Catch(MondayCodeAPIError)
export class MondayCodeAPIErrorFilter implements ExceptionFilter<MondayCodeAPIError> {
  constructor(private readonly reply: ErrorReply) {}

  catch(error: MondayCodeAPIError, host: ArgumentsHost): void {
    this.reply.send(host, describeFailure(error));
  }
}
