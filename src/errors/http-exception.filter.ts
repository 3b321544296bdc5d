import {
  Catch,
  HttpException,
  NotFoundException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { type Request } from 'express';
import { describeHttpException } from './describe-http-exception.js';
import { ErrorReply } from './error-reply.js';
import { messageOf } from './http-reason.js';

/** Filter for the family `HTTPException`: refusals of Nest and of the middleware below it. */
@Catch(HttpException)
export class HttpExceptionFilter implements ExceptionFilter<HttpException> {
  constructor(private readonly reply: ErrorReply) {}

  catch(exception: HttpException, host: ArgumentsHost): void {
    const failure = describeHttpException(exception);
    const { method, originalUrl } = host.switchToHttp().getRequest<Request>();
    // Nest's own 404 quotes the address with its query string, which must not appear in the reply or the log.
    const quotesAddress =
      exception instanceof NotFoundException && exception.message === `Cannot ${method} ${originalUrl}`;
    this.reply.send(
      host,
      quotesAddress
        ? { ...failure, message: messageOf(failure.status), cause: new Error('no such route') }
        : failure,
    );
  }
}
