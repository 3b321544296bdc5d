interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Stores cookies like a browser: by host without its port, with path, `Secure` and expiry. */
export class CookieJar {
  private readonly hosts = new Map<string, Map<string, Cookie>>();

  /** @param lines values of `Set-Cookie` */
  store(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const cookie = parseCookie(line, url);
      if (cookie) this.cookiesOf(url).set(`${cookie.name};${cookie.path}`, cookie);
    }
  }

  /** The value of the `Cookie` header; empty if there is nothing to send. */
  headerFor(url: URL): string {
    return this.matching(url)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  /** The value of one cookie that would be sent. */
  get(url: URL, name: string): string | undefined {
    return this.matching(url).find((cookie) => cookie.name === name)?.value;
  }

  /** The names of the cookies that would be sent. */
  names(url: URL): string[] {
    return this.matching(url).map(({ name }) => name);
  }

  /** Sets a cookie for the whole host, as an attacker with access to the browser could. */
  set(url: URL, name: string, value: string): void {
    this.cookiesOf(url).set(`${name};/`, { name, value, path: '/', secure: false, expiresAt: Infinity });
  }

  private matching(url: URL): Cookie[] {
    const isSecure = url.protocol === 'https:';
    return [...this.cookiesOf(url).values()]
      .filter(({ path, secure, expiresAt }) => {
        return expiresAt > Date.now() && (isSecure || !secure) && covers(path, url.pathname);
      })
      .sort((left, right) => right.path.length - left.path.length);
  }

  private cookiesOf({ hostname }: URL): Map<string, Cookie> {
    const known = this.hosts.get(hostname) ?? new Map<string, Cookie>();
    this.hosts.set(hostname, known);
    return known;
  }
}

function parseCookie(line: string, url: URL): Cookie | undefined {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  if (equals < 1) return undefined;
  const given = new Map(attributes.map((text) => splitAttribute(text)));
  const path = given.get('path') ?? '';
  return {
    name: pair.slice(0, equals),
    value: pair.slice(equals + 1),
    path: path.startsWith('/') ? path : url.pathname.slice(0, Math.max(1, url.pathname.lastIndexOf('/'))),
    secure: given.has('secure'),
    expiresAt: expiryOf(given.get('max-age'), given.get('expires')),
  };
}

function splitAttribute(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  return equals < 0
    ? [text.toLowerCase(), '']
    : [text.slice(0, equals).toLowerCase(), text.slice(equals + 1)];
}

function expiryOf(maxAge: string | undefined, expires: string | undefined): number {
  if (maxAge !== undefined) return Date.now() + Number(maxAge) * 1000;
  return expires === undefined ? Infinity : Date.parse(expires);
}

function covers(cookiePath: string, path: string): boolean {
  return path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
}
