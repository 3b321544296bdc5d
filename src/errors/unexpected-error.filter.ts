import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { describeHttpException } from './describe-http-exception.js';
import { ErrorReply } from './error-reply.js';
import { type Failure } from './failure.js';
import { MiddlewareException } from './middleware.exception.js';

/** Anything of no family: a bug, unless it is a body parser that was run inside Nest. */
@Catch()
export class UnexpectedErrorFilter implements ExceptionFilter<unknown> {
  constructor(private readonly reply: ErrorReply) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const refused = MiddlewareException.from(thrown);
    this.reply.send(host, refused ? describeHttpException(refused) : unexpected(thrown));
  }
}

function unexpected(cause: unknown): Failure {
  return {
    error: 'InternalServerError',
    code: 'internal',
    message: 'Something went wrong on our side.',
    status: 500,
    cause,
  };
}
