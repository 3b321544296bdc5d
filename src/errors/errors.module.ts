import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import { BaseErrorFilter } from './base-error.filter.js';
import { BlockRoutes } from './block-routes.js';
import { ErrorPages } from './error-pages.js';
import { ErrorReply } from './error-reply.js';
import { expressErrorHandler } from './express-error-handler.js';
import { HttpExceptionFilter } from './http-exception.filter.js';
import { MondayCodeAPIErrorFilter } from './monday-code-api-error.filter.js';
import { RefusalBrake } from './refusal-brake.js';
import { UnexpectedErrorFilter } from './unexpected-error.filter.js';

/**
 * The filters of the three families, for every route. Nest calls the last filter first, so the catch-all is the first.
 */
@Global()
@Module({
  providers: [
    BlockRoutes,
    ErrorPages,
    ErrorReply,
    RefusalBrake,
    { provide: APP_FILTER, useClass: UnexpectedErrorFilter },
    { provide: APP_FILTER, useClass: HttpExceptionFilter },
    { provide: APP_FILTER, useClass: BaseErrorFilter },
    { provide: APP_FILTER, useClass: MondayCodeAPIErrorFilter },
  ],
  exports: [BlockRoutes, ErrorPages],
})
export class ErrorsModule implements OnModuleInit {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  /** At this point, Nest has registered all routes and not yet its own error handler. */
  onModuleInit(): void {
    this.adapterHost.httpAdapter?.use(expressErrorHandler);
  }
}
