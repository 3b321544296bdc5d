/** A complete reply. */
export class HttpReply {
  constructor(
    /** Final address of the reply, after redirects. */
    readonly url: string,
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {}

  /** @throws SyntaxError if the body is not JSON */
  json<T = Record<string, unknown>>(): T {
    return JSON.parse(this.text) as T;
  }

  /** The absolute address of a redirect. */
  get location(): string | undefined {
    const location = this.headers.get('location');
    return location === null ? undefined : new URL(location, this.url).href;
  }
}
