const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Any address on this machine, without a fragment or credentials. */
export function isLoopbackUri(uri: string): boolean {
  if (!URL.canParse(uri) || uri.includes('#')) return false;
  const { protocol, hostname, username, password } = new URL(uri);
  const isHttp = protocol === 'http:' || protocol === 'https:';
  return isHttp && LOOPBACK.has(hostname) && username === '' && password === '';
}
