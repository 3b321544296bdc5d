import { isLoopbackHostname } from 'monday-persistence/loopback';

/** Any address on this machine, without a fragment or credentials. */
export function isLoopbackUri(uri: string): boolean {
  if (!URL.canParse(uri) || uri.includes('#')) return false;
  const { protocol, hostname, username, password } = new URL(uri);
  const isHttp = protocol === 'http:' || protocol === 'https:';
  return isHttp && isLoopbackHostname(hostname) && username === '' && password === '';
}
