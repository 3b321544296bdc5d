import { type Response } from 'express';
import { type LargeText } from './large-text.js';

/** Answers a HEAD request, or one whose client has this text already, without putting the text together. */
export function sendWithoutBody(response: Response, text: LargeText): void {
  if (response.req.fresh) {
    response.status(304).removeHeader('Content-Type');
  } else {
    response.setHeader('Content-Length', text.bytes);
  }
  response.end();
}
