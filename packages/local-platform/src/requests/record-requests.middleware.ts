import { type INestApplicationContext, type RawBodyRequest } from '@nestjs/common';
import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { Clock } from 'monday-persistence/clock';
import { isConsolePath } from '../pages/index.js';
import { Message } from './exchange.js';
import { ReplyRecorder } from './reply-recorder.js';
import { RequestLog } from './request-log.js';

const SIDECAR = /^\/__sidecar/;

/** Records each request, except those of the console, in the {@link RequestLog}, once it is answered. */
export function recordRequests(app: INestApplicationContext): RequestHandler {
  const log = app.get(RequestLog);
  const clock = app.get(Clock);
  return (request: Request, response: Response, next: NextFunction): void => {
    const { method } = request;
    const target = request.originalUrl.replace(SIDECAR, '/sidecar');
    const path = target.split('?', 1)[0] ?? '';
    if (isConsolePath(path)) {
      next();
      return;
    }
    const start = performance.now();
    const reply = new ReplyRecorder(response);
    response.once('close', () => {
      const milliseconds = performance.now() - start;
      const isAnswered = response.headersSent;
      log.add(
        {
          at: new Date(clock.now()),
          method,
          path,
          status: isAnswered ? response.statusCode : 0,
          milliseconds,
        },
        { target, request: receivedMessage(request), ...(isAnswered && { response: reply.message() }) },
      );
    });
    next();
  };
}

/** The body is kept only if it is JSON or a form: files are not. */
function receivedMessage(request: RawBodyRequest<Request>): Message {
  const { rawHeaders, rawBody, headers } = request;
  const pairs = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
  );
  const length = rawBody?.length ?? (Number(headers['content-length']) || 0);
  return Message.of(pairs, rawBody, length);
}
