import { type ErrorRequestHandler, type NextFunction, type Request, type Response } from 'express';
import { failureReply } from './failure-reply.js';
import { brokenBody } from './graphql-problem.js';

const API = /^\/v2(?:\/file)?\/?(?:\?|$)/;

/** Answers a body that the parsers refuse, such as broken JSON, in the form of the API if it is sent there. */
export function answerBrokenBody(): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (!API.test(request.originalUrl)) return next(error);
    const { status = 400 } = error as { readonly status?: number };
    const { headers, body } = failureReply(brokenBody());
    response.status(status).set(headers).json(body);
  };
}
