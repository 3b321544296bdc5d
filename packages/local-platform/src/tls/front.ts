import { type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { sendHttpRequest, readBounded, type HttpResponse } from 'monday-persistence/http-client';
import { listenOnLoopback } from '../listen-on-loopback.js';
import { type KeyPair } from './certificates.js';

const TIMEOUT_MS = 70_000;
const MAX_BODY_BYTES = 128 * 1024 * 1024;
/** As many as monday serves one account at once. */
const MAX_AT_ONCE = 250;
const HEADERS_TIMEOUT_MS = 10_000;
/** Of one connection, or of the addresses that differ behind the front. */
const NOT_FORWARDED = new Set([
  ...['host', 'connection', 'content-length', 'accept-encoding', 'expect', 'keep-alive', 'upgrade'],
  ...['proxy-connection', 'te', 'trailer', 'transfer-encoding', 'origin'],
]);

/** A front that listens. */
export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

export interface FrontOptions {
  /** The platform behind it, without a trailing slash. */
  readonly target: string;
  readonly port: number;
  readonly identity: KeyPair;
}

/**
 * Serves the platform by TLS under monday's names, on loopback. The control API is not served: it is the developer's, not
 * monday's.
 * @throws the error of the server, such as EACCES
 */
export async function startFront({ target, port, identity }: FrontOptions): Promise<Front> {
  let atWork = 0;
  const server = createServer(
    { cert: identity.certificate, key: identity.key, headersTimeout: HEADERS_TIMEOUT_MS },
    (request, response) => {
      if (atWork >= MAX_AT_ONCE) return refuse(response, 503);
      atWork += 1;
      void forward(target, request, response)
        .catch(() => refuse(response, 502))
        .finally(() => {
          atWork -= 1;
        });
    },
  );
  const taken = await listenOnLoopback(server, port);
  return { port: taken, close: () => close(server) };
}

async function forward(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  if (isOfAnotherSite(request)) return refuse(response, 403);
  if (!path.startsWith('/') || isControl(path)) return refuse(response, 404);
  const body = await readBounded(request, MAX_BODY_BYTES);
  if (!body) return refuse(response, 413);
  const method = request.method ?? 'GET';
  answer(
    response,
    await sendHttpRequest({
      method,
      url: `${target}${path}`,
      headers: forwardedHeaders(request),
      ...(body.byteLength > 0 && { body: new Uint8Array(body) }),
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_BODY_BYTES,
    }),
  );
}

/**
 * Whether a page of another site sends this from the developer's browser. Otherwise it could use the console and the
 * consent page. Only browsers send these headers.
 */
function isOfAnotherSite({ method, headers }: IncomingMessage): boolean {
  const isNavigation = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  return headers['sec-fetch-site'] === 'cross-site' && !isNavigation;
}

/** Also where the path is written in another way, such as with encoded letters or dots. */
function isControl(path: string): boolean {
  const { pathname } = new URL(`http://front${path}`);
  return !/^[A-Za-z0-9\-._~/:@,;=+]*$/.test(pathname) || /^\/+__sandbox(?:\/|$)/i.test(pathname);
}

function forwardedHeaders(request: IncomingMessage): [string, string][] {
  return Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined || NOT_FORWARDED.has(name) || name.startsWith('sec-')
      ? []
      : [[name, Array.isArray(value) ? value.join(', ') : value] as [string, string]],
  );
}

function answer(response: ServerResponse, reply: HttpResponse): void {
  const body = reply.bytes();
  response.statusCode = reply.status;
  for (const [name, value] of reply.headers) {
    if (!NOT_FORWARDED.has(name) && name !== 'set-cookie') response.setHeader(name, value);
  }
  const cookies = reply.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.end(body);
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ error: 'local_platform_front', status_code: status }));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
