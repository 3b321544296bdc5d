/** An address by its parts: scheme, user and password, hosts, path, query. */
const ADDRESS = /^(postgres(?:ql)?:\/\/)(?:([^@/?#]*)@)?([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/;

/**
 * The addresses of the hosts that one `DATABASE_URL` names, each for `new URL` and for the library `pg`. Takes the forms of
 * libpq that neither of them can read: several hosts (`postgres://a:5432,b:5433/db`), and sockets, whose folder stands in
 * the query (`postgres://user@/db?host=/var/run/postgresql`) or encoded in place of the host.
 * @returns one address or more; the text itself if it has none of these forms
 */
export function hostAddressesOf(databaseUrl: string): readonly string[] {
  const [, scheme, user, authority = '', path = '', search = ''] = ADDRESS.exec(databaseUrl) ?? [];
  if (scheme === undefined) return [databaseUrl];
  const query = new URLSearchParams(search);
  const named = query.get('host');
  const hosts = (named ?? authority).split(',');
  const ports = named === null ? [] : (query.get('port') ?? '').split(',');
  const isSocket = (host: string): boolean => /^(?:\/|%2f)/i.test(host);
  if (hosts.length === 1 && named === null && !isSocket(authority)) return [databaseUrl];
  for (const name of ['host', 'port', 'target_session_attrs']) query.delete(name);
  const start = scheme + (user === undefined ? '' : `${user}@`);
  return hosts.map((host, index) => {
    const port = ports[index] ?? ports[0] ?? '';
    const own = new URLSearchParams(query);
    if (isSocket(host)) own.set('host', decodeURIComponent(host));
    if (isSocket(host) && port !== '') own.set('port', port);
    const place = isSocket(host) ? 'localhost' : host + (port === '' ? '' : `:${port}`);
    // `+` for a space is read by `URL`, and not by servers that get it in `options`.
    const text = own.toString().replaceAll('+', '%20');
    return `${start}${place}${path}${text === '' ? '' : `?${text}`}`;
  });
}
