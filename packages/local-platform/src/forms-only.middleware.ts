import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { isConsolePath } from './pages/index.js';

/** Routes for programs among those of the console. */
const FOR_PROGRAMS = '/__sandbox/';

/** Refuses JSON where the console's pages send forms, whose fields are texts. */
export function formsOnly(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { method, path, headers } = request;
    const isForm = method === 'POST' && isConsolePath(path) && !path.startsWith(FOR_PROGRAMS);
    if (!isForm || !/json/i.test(headers['content-type'] ?? '')) return next();
    response.status(415).json({ error: 'unsupported_media_type', message: 'The console takes forms.' });
  };
}
