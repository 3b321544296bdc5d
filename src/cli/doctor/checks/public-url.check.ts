import { lookup } from 'node:dns/promises';
import { withDeadline } from 'monday-persistence/deadline';
import { type AppConfig } from '../../../config/index.js';
import { type Check, type CheckContext } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';
import { isPrivateHost } from '../private-host.js';

const NAME = 'PUBLIC_URL';
/** Callback paths of the login; the app uses the first. */
const CALLBACKS = ['/auth/callback', '/auth/monday/callback'] as const;

/** Checks that monday and browsers can reach the public address, and lists what to register at monday. */
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
    ? ok(NAME, 'Not set: the app can be opened at any loopback address.')
    : warning(
        NAME,
        'Not set, but monday must be able to reach the app.',
        'Start a tunnel, and set the variable to its https address.',
      );
}

async function checkAddress(url: URL, { timeoutMs }: CheckContext): Promise<Finding[]> {
  if (isPrivateHost(url.hostname)) {
    return [problem(NAME, 'The host cannot be reached from the internet.', 'Set the public address.')];
  }
  return [
    ...(url.protocol === 'https:' ? [] : [PLAIN_HTTP]),
    ...(url.hostname.includes('monday') && !isHostedByMonday(url) ? [NAMED_MONDAY] : []),
    ...((await isKnown(url.hostname, timeoutMs)) ? [] : [UNKNOWN_HOST]),
  ];
}

const PLAIN_HTTP = problem(
  NAME,
  'The address uses plain http: tokens are sent unencrypted, and monday issues no short-lived tokens for it.',
  'Put a TLS proxy in front of the app, and set the variable to its https address.',
);
const NAMED_MONDAY = warning(
  NAME,
  'The host name contains "monday", which the marketplace does not allow.',
  'Choose another domain before the review; see docs/security.md.',
);
const UNKNOWN_HOST = warning(
  NAME,
  'This machine cannot resolve the host name.',
  'Create the DNS record before you register the address at monday.',
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
