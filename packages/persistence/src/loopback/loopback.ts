const HOSTNAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
const PEER = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;

/** Whether a `hostname` of a parsed URL is a name of this machine. */
export function isLoopbackHostname(hostname: string): boolean {
  return HOSTNAMES.has(hostname);
}

/** Whether a `Host` header, with or without a port, names this machine. */
export function isLoopbackHost(host: string): boolean {
  return HOST.test(host);
}

/** Whether an `Origin` header is an http or https origin of this machine. */
export function isLoopbackOrigin(origin: string): boolean {
  const host = /^https?:\/\/(.*)$/.exec(origin)?.[1];
  return host !== undefined && isLoopbackHost(host);
}

/** Whether the remote address of a socket is one of this machine. */
export function isLoopbackPeer(address: string | undefined): boolean {
  return address !== undefined && PEER.test(address);
}
