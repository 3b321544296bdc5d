import createClient from 'openapi-fetch';
import { type components, type paths } from './api-types.js';
import { sessionToken } from './monday.js';

export type Item = components['schemas']['NotedItem'];
export type Note = components['schemas']['BoardNote'];

/** The app serves this page, or Vite passes its requests on. */
export const APP_URL = location.origin;
const TIMEOUT_MS = 15_000;
const EXPIRED = 401;

/** Of the app's routes, those that a view may call, with their types from its OpenAPI document. */
export const api = createClient<paths>({ baseUrl: APP_URL, fetch: sendAsUser });

/** A token that expires on its way is replaced once. */
async function sendAsUser(request: Request): Promise<Response> {
  const reply = await send(request.clone());
  return reply.status === EXPIRED ? send(request) : reply;
}

async function send(request: Request): Promise<Response> {
  request.headers.set('Authorization', `Bearer ${await sessionToken()}`);
  return fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) });
}
