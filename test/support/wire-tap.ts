import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** Fields of bodies, of either direction, that nobody may ever log. */
const SECRET_FIELDS = new Set(
  [
    'access_token refresh_token token code code_verifier client_secret csrfToken shortLivedToken short_lived_token',
    'password secret text html subject to value content',
  ]
    .join(' ')
    .split(' '),
);
const SECRET_HEADERS = ['authorization', 'cookie', 'set-cookie', 'x-csrf-token'];
/** Shorter texts are found everywhere. */
const MIN_LENGTH = 8;
const SLICE = 24;

/**
 * Listens to what goes over HTTP in and out of this process, and remembers everything secret in it: tokens, codes,
 * cookies, values of query strings, contents. What it heard can be looked for in a log.
 */
export class WireTap {
  readonly secrets = new Set<string>();
  private readonly fetch = globalThis.fetch;

  /** Of requests that come in, such as those of the app to a platform in this process. */
  private readonly hear = (message: unknown): void => {
    const { request } = message as { request: IncomingMessage };
    this.addUrl(request.url ?? '');
    for (const name of SECRET_HEADERS) this.addHeader(name, String(request.headers[name] ?? ''));
    const chunks: Buffer[] = [];
    const push = request.push.bind(request);
    request.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      else if (chunk === null) this.addBody(Buffer.concat(chunks).toString('utf8'));
      return push(chunk, encoding);
    };
  };

  open(): void {
    subscribe('http.server.request.start', this.hear);
    globalThis.fetch = async (target, init) => {
      this.addUrl(target instanceof Request ? target.url : String(target));
      new Headers(init?.headers).forEach((value, name) => this.addHeader(name, value));
      if (typeof init?.body === 'string') this.addBody(init.body);
      const response = await this.fetch(target, init);
      this.addUrl(response.headers.get('location') ?? '');
      for (const line of response.headers.getSetCookie()) this.addHeader('set-cookie', line);
      this.addBody(await response.clone().text());
      return response;
    };
  }

  close(): void {
    unsubscribe('http.server.request.start', this.hear);
    globalThis.fetch = this.fetch;
  }

  add(secret: string): void {
    // Ids may be logged.
    if (secret.length >= MIN_LENGTH && !/^\d{1,20}$/.test(secret)) this.secrets.add(secret);
  }

  /** Those of the secrets that stand in `text`: whole, encoded for an address, or cut off. */
  foundIn(text: string): string[] {
    return [...this.secrets].filter((secret) => {
      const middle = Math.floor((secret.length - SLICE) / 2);
      const part = secret.length > 2 * SLICE ? secret.slice(middle, middle + SLICE) : secret;
      return text.includes(part) || text.includes(encodeURIComponent(part));
    });
  }

  private addUrl(url: string): void {
    if (!url.includes('?') || !URL.canParse(url, 'http://none.invalid')) return;
    const { search, searchParams } = new URL(url, 'http://none.invalid');
    this.add(search.slice(1));
    for (const value of searchParams.values()) {
      // The addresses and scopes of a login are no secrets.
      if (!/^https?:\/\/[^?]*$|^[a-z]+:(read|write)/.test(value)) this.add(value);
    }
  }

  private addHeader(name: string, value: string): void {
    if (!SECRET_HEADERS.includes(name)) return;
    if (!name.endsWith('cookie')) this.add(value.replace(/^bearer /i, ''));
    else for (const [, secret] of value.matchAll(/(?:^|; )[\w-]+=([\w.-]{16,})/g)) this.add(secret ?? '');
  }

  private addBody(text: string): void {
    if (!/^\s*[{[]/.test(text)) return;
    try {
      this.addFields(JSON.parse(text));
    } catch {
      // Broken on purpose: all of it is a secret.
      this.add(text);
    }
  }

  private addFields(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, item] of Object.entries(value)) {
      // The code of an error is none of a login.
      const isError = name === 'code' && 'statusCode' in value;
      if (typeof item === 'string' && SECRET_FIELDS.has(name) && !isError) this.add(item);
      else this.addFields(item);
    }
  }
}
