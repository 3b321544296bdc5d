import { HttpRequestError } from './http-client.errors.js';
import { HttpResponse } from './http-response.js';
import { readBounded } from './read-bounded.js';

export interface HttpRequest {
  readonly method: string;
  readonly url: string | URL;
  readonly headers?: RequestInit['headers'];
  readonly body?: RequestInit['body'];
  /** Milliseconds from the start to the last byte of the response. */
  readonly timeoutMs: number;
  /** Limit of the response's body. Without it, the body is not read, and counts as empty. */
  readonly maxResponseBytes?: number;
  /** Ends the request early. */
  readonly signal?: AbortSignal;
}

/**
 * Sends one request, and sends it once. The timeout includes the body of the response; a larger body than allowed is not
 * read. A redirect is a response like any other and is never followed, so that credentials stay with their server.
 * @throws HttpRequestError if there is no complete response
 * @throws the error of `signal`, if that ended the request
 */
export async function sendHttpRequest(request: HttpRequest): Promise<HttpResponse> {
  const { url, method, headers, body, maxResponseBytes } = request;
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
  try {
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal });
    const content = await readBody(response, maxResponseBytes);
    return new HttpResponse(response.status, response.headers, content, maxResponseBytes ?? 0);
  } catch (error) {
    if (timeout.aborted) throw new HttpRequestError('timeout', error);
    if (request.signal?.aborted) throw error;
    throw new HttpRequestError('unreachable', error);
  }
}

async function readBody({ body }: Response, maxBytes: number | undefined): Promise<Buffer | undefined> {
  if (!body) return Buffer.alloc(0);
  if (maxBytes !== undefined) return readBounded(body as AsyncIterable<Uint8Array>, maxBytes);
  await body.cancel();
  return Buffer.alloc(0);
}
