import { type Response } from 'express';
import { sendWithoutBody } from './send-without-body.js';

const METHODS_WITH_PLAIN_REPLIES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const JSON_TYPE = 'application/json; charset=utf-8';
const STATUSES_WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * Sends an object like Express's `response.json`, but without its checks, if they are not needed: no HEAD or
 * conditional request, and the default type. This avoids parsing the type that was just set.
 * @returns whether it was sent; if not, `response.json` must send it
 */
export function sendJson(response: Response, body: object): boolean {
  if (!METHODS_WITH_PLAIN_REPLIES.has(response.req.method)) return false;
  if (STATUSES_WITHOUT_BODY.has(response.statusCode) || response.hasHeader('Content-Type')) return false;
  const text = JSON.stringify(body);
  response.setHeader('Content-Type', JSON_TYPE);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
  return true;
}

/**
 * Sends a text of JSON, whose type is set already, as `response.send` of Express does.
 * @returns whether it was sent; if not, `response.send` must send it
 */
export function sendJsonText(response: Response, text: string): boolean {
  if (response.getHeader('Content-Type') !== JSON_TYPE || STATUSES_WITHOUT_BODY.has(response.statusCode)) {
    return false;
  }
  const bytes = Buffer.byteLength(text);
  if (response.req.method === 'HEAD' || response.req.fresh) {
    sendWithoutBody(response, { bytes });
    return true;
  }
  response.setHeader('Content-Length', bytes);
  response.end(text);
  return true;
}
