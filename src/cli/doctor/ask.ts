import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { sendHttpRequest, type HttpRequest, type HttpResponse } from 'monday-persistence/http-client';

/** The reply of an HTTP server. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; `undefined` if it is not JSON or too long. */
  readonly json: unknown;
  /** Milliseconds since the epoch, of this machine's clock. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

const MAX_RESPONSE_BYTES = 64 * 1024;

/** Sends one request without following redirects. @throws HttpRequestError if there is no reply within the timeout */
export async function ask(
  url: string | URL,
  timeoutMs: number,
  request: Pick<HttpRequest, 'headers' | 'body'> & { readonly method?: string } = {},
): Promise<Answer> {
  const sentAt = SYSTEM_CLOCK.now();
  const maxResponseBytes = MAX_RESPONSE_BYTES;
  const response = await sendHttpRequest({ method: 'GET', url, timeoutMs, maxResponseBytes, ...request });
  const { status, headers } = response;
  return { status, headers, json: jsonOf(response), sentAt, answeredAt: SYSTEM_CLOCK.now() };
}

/** Asks with a JSON body. */
export function askJson(url: string, timeoutMs: number, body: object, headers = {}): Promise<Answer> {
  return ask(url, timeoutMs, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

function jsonOf(response: HttpResponse): unknown {
  try {
    return response.json();
  } catch {
    // Longer than any expected reply.
    return undefined;
  }
}
