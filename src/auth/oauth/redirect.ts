import { type Response } from 'express';

/** Answers with a redirect and no body: an address in it would only be one more place to escape. */
export function redirect(response: Response, location: string): void {
  response.status(302).setHeader('Location', location).setHeader('Content-Length', '0').end();
}
