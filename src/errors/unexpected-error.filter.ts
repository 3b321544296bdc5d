import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { describeFailure } from './describe-failure.js';
import { ErrorReply } from './error-reply.js';
import { MiddlewareException } from './middleware.errors.js';

/** Filter for all other errors: bugs, except errors of a body parser that runs inside Nest. */
@Catch()
export class UnexpectedErrorFilter implements ExceptionFilter<unknown> {
  constructor(private readonly reply: ErrorReply) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    this.reply.send(host, describeFailure(MiddlewareException.from(thrown) ?? thrown));
  }
}
