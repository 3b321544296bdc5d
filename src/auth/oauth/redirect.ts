import { type Response } from 'express';

/** Answers with a redirect without a body, so that the address does not have to be escaped. */
export function redirect(response: Response, location: string): void {
  response.status(302).setHeader('Location', location).setHeader('Content-Length', '0').end();
}
