import { HttpException } from '@nestjs/common';
import { messageOf } from './http-reason.js';

/** Message for errors of the router, the only code that decodes a path. */
const BAD_PATH = 'The path is not percent-encoded UTF-8.';

/**
 * A request that the middleware below Nest refused: a body too large, broken JSON, bad percent-encoding. The original
 * text is not shown, because it quotes the request.
 */
export class MiddlewareException extends HttpException {
  constructor(status: number, type: string, message = messageOf(status)) {
    super(message, status, { cause: new Error(type) });
  }

  /** Converts an error of a body parser or the router; `undefined` for any other error. */
  static from(error: unknown): MiddlewareException | undefined {
    if (!(error instanceof Error)) return undefined;
    const { status, expose, type } = error as { status?: unknown; expose?: unknown; type?: unknown };
    const isClientError = typeof status === 'number' && status >= 400 && status < 500;
    // Only these two throw errors of this shape. Clients of other services also set `status`, but it must not be used
    // for the reply.
    if (!isClientError) return undefined;
    if (error instanceof URIError) return new MiddlewareException(status, error.name, BAD_PATH);
    if (expose !== true) return undefined;
    return new MiddlewareException(status, typeof type === 'string' ? type : error.name);
  }
}
