import { type Response } from 'express';
import { type LargeText } from './large-text.js';

/** Answers a HEAD request, or a request whose client already has the text, without concatenating the text. */
export function sendWithoutBody(response: Response, text: LargeText): void {
  if (response.req.fresh) {
    response.status(304).removeHeader('Content-Type');
  } else {
    response.setHeader('Content-Length', text.bytes);
  }
  response.end();
}
