import { type Response } from 'express';

/** Answers a HEAD request, or a request whose client already has the text, without concatenating the text. */
export function sendWithoutBody(response: Response, text: { readonly bytes: number }): void {
  if (response.req.fresh) {
    response.status(304).removeHeader('Content-Type');
  } else {
    response.setHeader('Content-Length', text.bytes);
  }
  response.end();
}
