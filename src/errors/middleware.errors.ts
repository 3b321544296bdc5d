import { HttpException } from '@nestjs/common';
import { messageOf } from './http-reason.js';

/** Only the router decodes a path, and says nothing of the parameter's name. */
const BAD_PATH = 'The path is not percent-encoded UTF-8.';

/**
 * A request that the middleware below Nest refused: a body too large, broken JSON, bad percent-encoding.
 * The text of the original stays out, since it quotes the request.
 */
export class MiddlewareException extends HttpException {
  constructor(status: number, type: string, message = messageOf(status)) {
    super(message, status, { cause: new Error(type) });
  }

  /** Takes over the error of a body parser or of the router; `undefined` for any other error. */
  static from(error: unknown): MiddlewareException | undefined {
    if (!(error instanceof Error)) return undefined;
    const { status, expose, type } = error as { status?: unknown; expose?: unknown; type?: unknown };
    const isClientError = typeof status === 'number' && status >= 400 && status < 500;
    // Only these two raise errors of that shape; clients of other services also set `status`, and theirs is not ours.
    if (!isClientError) return undefined;
    if (error instanceof URIError) return new MiddlewareException(status, error.name, BAD_PATH);
    if (expose !== true) return undefined;
    return new MiddlewareException(status, typeof type === 'string' ? type : error.name);
  }
}
