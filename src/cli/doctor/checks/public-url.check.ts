import { lookup } from 'node:dns/promises';
import { withDeadline } from 'monday-persistence/deadline';
import { type AppConfig } from '../../../config/index.js';
import { type Check, type CheckContext } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';
import { isPrivateHost } from '../private-host.js';

const NAME = 'PUBLIC_URL';
/** Where a login may come back to; the app itself asks for the first. */
const CALLBACKS = ['/auth/callback', '/auth/monday/callback'] as const;

/** Whether monday and browsers can reach the app under its public address, and what to register at monday. */
export const publicUrlCheck: Check = {
  name: NAME,
  async run(context) {
    const { config, broken } = context;
    const { publicUrl } = config.http;
    if (broken.has(NAME)) return [];
    if (publicUrl === undefined) return [withoutUrl(config)];
    const findings = config.monday.isLocalPlatform ? [] : await checkAddress(new URL(publicUrl), context);
    return [...findings, redirects(publicUrl)];
  },
};

function withoutUrl({ monday }: AppConfig): Finding {
  return monday.isLocalPlatform
    ? ok(NAME, 'Not set: the app answers under whatever loopback address it is called.')
    : warning(NAME, 'Not set, but monday must reach the app.', 'Start a tunnel, and set its https address.');
}

async function checkAddress(url: URL, { timeoutMs }: CheckContext): Promise<Finding[]> {
  if (isPrivateHost(url.hostname)) {
    return [
      problem(NAME, 'Its host cannot be reached from outside.', 'Set the address that the internet knows.'),
    ];
  }
  return [
    ...(url.protocol === 'https:' ? [] : [PLAIN_HTTP]),
    ...(url.hostname.includes('monday') && !isHostedByMonday(url) ? [NAMED_MONDAY] : []),
    ...((await isKnown(url.hostname, timeoutMs)) ? [] : [UNKNOWN_HOST]),
  ];
}

const PLAIN_HTTP = problem(
  NAME,
  'It is plain http: tokens travel in the open, and monday gives no short-lived tokens to it.',
  'Put a proxy with TLS in front, and set its https address.',
);
const NAMED_MONDAY = warning(
  NAME,
  'Its host has "monday" in its name, which the marketplace does not allow.',
  'Choose another domain before a review; see docs/security.md.',
);
const UNKNOWN_HOST = warning(
  NAME,
  'Its host name is not known to the name server of this machine.',
  'Make its DNS record before monday is told of it.',
);

const isHostedByMonday = ({ hostname }: URL): boolean => /\.(monday\.app|monday\.com)$/.test(hostname);

async function isKnown(hostname: string, timeoutMs: number): Promise<boolean> {
  const found = lookup(hostname).then(
    () => true,
    () => false,
  );
  return withDeadline(found, timeoutMs, () => false);
}

function redirects(publicUrl: string): Finding {
  const urls = CALLBACKS.map((path) => `${publicUrl}${path}`);
  return ok(NAME, `Register as redirect URLs (Developer Center, OAuth & permissions): ${urls.join(' and ')}`);
}
