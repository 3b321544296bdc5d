import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { isObject } from 'monday-persistence/json';
import { isConsolePath } from './pages/index.js';

/** Routes for programs among those of the console. */
const FOR_PROGRAMS = '/__sandbox/';

/** Refuses JSON for the console's forms with a field that no form can have: an object. Use it behind the parsers of bodies. */
export function plainFields(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { method, path } = request;
    const body: unknown = request.body;
    const isForm = method === 'POST' && isConsolePath(path) && !path.startsWith(FOR_PROGRAMS);
    if (!isForm || !isObject(body) || ![Object.values(body)].flat(Infinity).some(isObject)) return next();
    response.status(400).json({ error: 'bad_request', message: 'The fields of a form are texts.' });
  };
}
