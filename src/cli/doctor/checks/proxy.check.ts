import { type Check } from '../check.js';
import { ok, warning } from '../finding.js';

const NAME = 'TRUST_PROXY';

/** Checks that the number of trusted proxies matches the public address. */
export const proxyCheck: Check = {
  name: NAME,
  run({ config: { http, profile, monday }, broken }) {
    if (broken.has(NAME) || broken.has('PUBLIC_URL') || profile === 'local' || monday.isLocalPlatform)
      return [];
    // The app itself does not support TLS.
    const isBehindProxy = http.publicUrl?.startsWith('https:') ?? false;
    if (isBehindProxy && http.trustProxy === 0) return [UNTRUSTED];
    if (!isBehindProxy && http.trustProxy > 0) return [UNNEEDED];
    return [ok(NAME, `${http.trustProxy} proxies are trusted for the client's address.`)];
  },
};

const UNTRUSTED = warning(
  NAME,
  'The proxy that terminates TLS is not trusted, so all clients share one throttling limit.',
  'Set it to the number of proxies between the internet and the app, usually 1.',
);
const UNNEEDED = warning(
  NAME,
  'Proxies are trusted, but the public address is not behind a proxy, so clients can forge their address.',
  'Set it to 0, or set PUBLIC_URL to the https address of the proxy.',
);
