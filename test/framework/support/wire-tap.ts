import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type IncomingMessage, type ServerResponse } from 'node:http';

/** Fields of bodies, of either direction, that nobody may ever log. */
export const CREDENTIALS =
  'access_token accessToken refresh_token token code code_verifier client_secret csrfToken shortLivedToken short_lived_token password secret'.split(
    ' ',
  );
export const CONTENTS = 'text html subject to value content'.split(' ');
const SECRET_HEADERS = ['authorization', 'cookie', 'set-cookie', 'x-csrf-token'];
const MIN_LENGTH = 8;
const SLICE = 24;
const MAX_BODY = 256 * 1024;

/**
 * Listens to what goes over HTTP in and out of this process, and remembers everything secret in it: tokens, codes,
 * cookies, values of query strings, and what stands in the fields that it is told of. What it heard can be looked for
 * in a log.
 */
export class WireTap {
  readonly secrets = new Set<string>();
  private readonly fetch = globalThis.fetch;
  private readonly fields: ReadonlySet<string>;

  /**
   * @param fields of bodies, whose texts are secret
   * @param isSecret whether such a text, or one of a query or header, is worth looking for
   */
  constructor(
    fields: readonly string[],
    private readonly isSecret: (text: string) => boolean = isTelling,
  ) {
    this.fields = new Set(fields);
  }

  /** The servers of this process, such as an app and its platform. */
  private readonly onMessage = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    this.hearReply(response);
    this.addUrl(request.url ?? '');
    for (const name of SECRET_HEADERS) this.addHeader(name, String(request.headers[name] ?? ''));
    const body = new Body();
    const push = request.push.bind(request);
    request.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (chunk === null) this.addBody(body.text());
      else body.take(chunk);
      return push(chunk, encoding);
    };
  };

  /** Listens to the servers of this process. */
  openServers(): void {
    subscribe('http.server.request.start', this.onMessage);
  }

  /** Listens to what this process asks of others too. */
  openClient(): void {
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
    unsubscribe('http.server.request.start', this.onMessage);
    globalThis.fetch = this.fetch;
  }

  add(secret: string): void {
    if (this.isSecret(secret)) this.secrets.add(secret);
  }

  /** Those of the secrets that stand in `text`: whole, encoded for an address, or cut off. */
  foundIn(text: string): string[] {
    const byStart = new Map<string, { part: string; secret: string }[]>();
    for (const secret of this.secrets) {
      for (const part of spellingsOf(secret)) {
        const start = part.slice(0, MIN_LENGTH);
        byStart.set(start, [...(byStart.get(start) ?? []), { part, secret }]);
      }
    }
    const found = new Set<string>();
    for (let at = 0; at + MIN_LENGTH <= text.length; at += 1) {
      for (const { part, secret } of byStart.get(text.slice(at, at + MIN_LENGTH)) ?? []) {
        if (text.startsWith(part, at)) found.add(secret);
      }
    }
    return [...found];
  }

  private hearReply(response: ServerResponse): void {
    const body = new Body();
    const write = response.write.bind(response);
    const end = response.end.bind(response);
    response.write = ((...args: Parameters<typeof write>) => {
      body.take(args[0]);
      return write(...args);
    }) as typeof write;
    response.end = ((...args: Parameters<typeof end>) => {
      body.take(args[0]);
      this.addUrl(String(response.getHeader('location') ?? ''));
      for (const line of [response.getHeader('set-cookie') ?? []].flat()) {
        this.addHeader('set-cookie', String(line));
      }
      this.addBody(body.text());
      return end(...args);
    }) as typeof end;
  }

  private addUrl(url: string): void {
    if (!url.includes('?') || !URL.canParse(url, 'http://none.invalid')) return;
    const { search, searchParams } = new URL(url, 'http://none.invalid');
    const values = [...searchParams.values()];
    if (values.some((value) => !/^(\d*|true|false)$/.test(value))) this.add(search.slice(1));
    for (const value of values) {
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
      // The code of an error, of ours or of monday's API, is none of a login.
      const isError = name === 'code' && ('statusCode' in value || 'status_code' in value);
      if (typeof item === 'string' && this.fields.has(name) && !isError) this.add(item);
      else this.addFields(item);
    }
  }
}

/** Shorter texts are found everywhere, and ids may be logged. */
const isTelling = (text: string): boolean => text.length >= MIN_LENGTH && !/^\d{1,20}$/.test(text);

/** Of a long one its middle: nobody needs all of it. */
function spellingsOf(secret: string): Set<string> {
  const middle = Math.floor((secret.length - SLICE) / 2);
  const part = secret.length > 2 * SLICE ? secret.slice(middle, middle + SLICE) : secret;
  return new Set([part, encodeURIComponent(part.toWellFormed())]);
}

/** A body as it passes by; of a large one nothing is kept. */
class Body {
  private readonly chunks: Buffer[] = [];
  private size = 0;

  take(chunk: unknown): void {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    this.size += chunk.length;
    if (this.size <= MAX_BODY) this.chunks.push(Buffer.from(chunk));
  }

  text(): string {
    return this.size > MAX_BODY ? '' : Buffer.concat(this.chunks).toString('utf8');
  }
}
