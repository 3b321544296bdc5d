import { randomUUID } from 'node:crypto';
import { HttpStatus, Injectable, Logger, type ArgumentsHost } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { isBlockRequest } from './block-requests.js';
import { BlockRoutes } from './block-routes.js';
import { describeCause } from './cause.js';
import { errorBodyOf, withBlockFields } from './error-body.js';
import { ErrorPages } from './error-pages.js';
import { keepFailure } from './failed-requests.js';
import { type Failure } from './failure.js';
import { RefusalBrake } from './refusal-brake.js';

/**
 * Most replies belong to one user. Without this value of `Cache-Control`, a cache could store them because of the form of the
 * path and send them to other users. Public routes override it, but not for failures.
 */
export const PRIVATE_CACHE_CONTROL = 'private, no-cache';

/** Headers that a handler may have set before it failed. */
const HEADERS_OF_SUCCESS = [
  'Content-Type',
  'Content-Length',
  'Content-Encoding',
  'Content-Disposition',
  'Content-Range',
  'Accept-Ranges',
  'Expires',
  'ETag',
  'Last-Modified',
  'Location',
];

/** Answers and logs every failed request. All error bodies are created here. */
@Injectable()
export class ErrorReply {
  private readonly logger = new Logger('Errors');

  constructor(
    private readonly blockRoutes: BlockRoutes,
    private readonly pages: ErrorPages,
    private readonly brake: RefusalBrake,
  ) {}

  send(host: ArgumentsHost, failure: Failure): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const requestId = idOf(request, response);
    this.log(failure, requestId);
    keepFailure(request, { family: failure.error, code: failure.code });
    if (response.headersSent) {
      // The reply was partially sent, so the failure can only be signalled by closing the connection.
      if (!response.writableEnded) response.destroy();
      return;
    }
    for (const name of HEADERS_OF_SUCCESS) response.removeHeader(name);
    if (response.getHeader('Cache-Control') !== 'no-store')
      response.setHeader('Cache-Control', PRIVATE_CACHE_CONTROL);
    if (failure.retryAfterSeconds !== undefined) {
      response.setHeader('Retry-After', String(Math.ceil(failure.retryAfterSeconds)));
    }
    this.brake.apply(failure.status, () => this.sendBody(request, response, failure, requestId));
  }

  private sendBody(request: Request, response: Response, failure: Failure, requestId: string): void {
    const body = errorBodyOf(failure, requestId);
    const page = this.pages.find(request);
    if (page) {
      page.send(request, response.status(failure.status), body);
      return;
    }
    response.status(failure.status).json(this.isBlock(request) ? withBlockFields(body) : body);
  }

  private isBlock(request: Request): boolean {
    return isBlockRequest(request) || this.blockRoutes.has(request.path);
  }

  private log(failure: Failure, requestId: string): void {
    const { error, code, status, cause } = failure;
    const isOurs = status >= 500;
    // A 503 is expected: something is busy or unavailable, and the client retries. A stack would say nothing more.
    const isBug = isOurs && status !== Number(HttpStatus.SERVICE_UNAVAILABLE);
    const err = describeCause(cause, { withStack: isBug });
    const entry = { requestId, family: error, code, status, err };
    if (isOurs) this.logger.error(entry, 'request failed');
    else this.logger.log(entry, 'request refused');
  }
}

function idOf(request: Request & { readonly id?: unknown }, response: Response): string {
  if (typeof request.id === 'string') return request.id;
  const id = randomUUID();
  if (!response.headersSent) response.setHeader('X-Request-Id', id);
  return id;
}
