import { type Check } from '../check.js';
import { ok, warning } from '../finding.js';

const NAME = 'TRUST_PROXY';

/** Whether the number of believed proxies fits to the public address. */
export const proxyCheck: Check = {
  name: NAME,
  run({ config: { http, profile, monday }, broken }) {
    if (broken.has(NAME) || broken.has('PUBLIC_URL') || profile === 'local' || monday.isLocalPlatform)
      return [];
    // The app itself speaks no TLS.
    const isBehindProxy = http.publicUrl?.startsWith('https:') ?? false;
    if (isBehindProxy && http.trustProxy === 0) return [UNTRUSTED];
    if (!isBehindProxy && http.trustProxy > 0) return [UNNEEDED];
    return [ok(NAME, `${http.trustProxy} proxies are believed about the client's address.`)];
  },
};

const UNTRUSTED = warning(
  NAME,
  'The proxy that ends TLS is not believed: all clients count as one, and are throttled as one.',
  'Set it to the number of proxies between the internet and the app, mostly 1.',
);
const UNNEEDED = warning(
  NAME,
  'Proxies are believed, but the public address is not behind one: clients can make up their address.',
  'Set it to 0, or PUBLIC_URL to the https address of the proxy.',
);
