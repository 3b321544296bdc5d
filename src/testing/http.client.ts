import { sendHttpRequest } from 'monday-persistence/http-client';
import { CookieJar } from './cookie-jar.js';
import { HttpReply } from './http-reply.js';

const TIMEOUT_MS = 30_000;
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 10;

export interface HttpCallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Added to the address. */
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Raw body, instead of `json`. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Whether to follow redirects, as a browser does. Default: return the redirect. */
  readonly followRedirects?: boolean;
}

/** A prepared request, such as one signed like monday's. */
export interface PreparedCall extends HttpCallOptions {
  readonly method: string;
  readonly path: string;
}

/** A small HTTP client with the cookies of one browser. */
export class HttpClient {
  /**
   * @param baseUrl returns the base of paths; called for each request, because an app can restart at another address
   * @param headers sent with every request to the base, and to no other address
   */
  constructor(
    private readonly baseUrl: () => string,
    private readonly headers: Readonly<Record<string, string>> = {},
    readonly cookies: CookieJar = new CookieJar(),
  ) {}

  /** The same browser, with other headers. */
  with(headers: Readonly<Record<string, string>>): HttpClient {
    return new HttpClient(this.baseUrl, { ...this.headers, ...headers }, this.cookies);
  }

  get(path: string, options?: HttpCallOptions): Promise<HttpReply> {
    return this.send({ method: 'GET', path, ...options });
  }

  post(path: string, json?: unknown, options?: HttpCallOptions): Promise<HttpReply> {
    return this.send({ method: 'POST', path, json, ...options });
  }

  put(path: string, json?: unknown, options?: HttpCallOptions): Promise<HttpReply> {
    return this.send({ method: 'PUT', path, json, ...options });
  }

  delete(path: string, options?: HttpCallOptions): Promise<HttpReply> {
    return this.send({ method: 'DELETE', path, ...options });
  }

  /** @param call its path can be a complete address, which then receives none of this client's headers */
  async send(call: PreparedCall): Promise<HttpReply> {
    const url = new URL(call.path, this.baseUrl());
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.append(name, value);
    let reply = await this.once(call, url);
    for (let hop = 0; call.followRedirects && reply.location !== undefined; hop += 1) {
      if (hop === MAX_REDIRECTS) throw new Error(`More than ${MAX_REDIRECTS} redirects.`);
      reply = await this.once({ method: 'GET', path: '' }, new URL(reply.location));
    }
    return reply;
  }

  private async once(call: PreparedCall, url: URL): Promise<HttpReply> {
    const response = await sendHttpRequest({
      method: call.method,
      url,
      headers: this.headersOf(call, url),
      body: call.body ?? (call.json === undefined ? undefined : JSON.stringify(call.json)),
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_RESPONSE_BYTES,
    });
    this.cookies.store(url, response.headers.getSetCookie());
    return new HttpReply(url.href, response.status, response.headers, response.text());
  }

  private headersOf(call: PreparedCall, url: URL): Headers {
    const isOwn = url.origin === new URL(this.baseUrl()).origin;
    const headers = new Headers(isOwn ? this.headers : {});
    if (call.json !== undefined) headers.set('content-type', 'application/json');
    const cookies = this.cookies.headerFor(url);
    if (cookies !== '') headers.set('cookie', cookies);
    for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value);
    return headers;
  }
}
