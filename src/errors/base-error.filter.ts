import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { BaseError } from 'monday-persistence/errors';
import { describeFailure } from './describe-failure.js';
import { ErrorReply } from './error-reply.js';

/** Filter for the family `BaseError`: the app's own rules. */
@Catch(BaseError)
export class BaseErrorFilter implements ExceptionFilter<BaseError> {
  constructor(private readonly reply: ErrorReply) {}

  catch(error: BaseError, host: ArgumentsHost): void {
    this.reply.send(host, describeFailure(error));
  }
}
