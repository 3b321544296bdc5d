import { fieldsOf } from 'monday-persistence/json';
import { type AppConfig } from '../../../config/index.js';
import { ask, askJson } from '../ask.js';
import { type Check, type CheckContext } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';
import { unreachable } from '../unreachable.js';

const AUTHORIZE = 'MONDAY_OAUTH_BASE_PATH';
const TOKEN = 'MONDAY_OAUTH_TOKEN_PATH';
const SECRET = 'MONDAY_OAUTH_CLIENT_SECRET';

/** Checks the addresses of monday's login, and that it accepts the client ID and the secret. */
export const mondayOAuthCheck: Check = {
  name: 'monday login',
  async run(context) {
    const [authorize, discovery, client] = await Promise.all([
      checkAuthorize(context),
      checkDiscovery(context),
      checkClient(context),
    ]);
    return [...authorize, ...discovery, ...client];
  },
};

async function checkAuthorize({ config, broken, timeoutMs }: CheckContext): Promise<Finding[]> {
  if (broken.has(AUTHORIZE)) return [];
  const url = new URL(config.monday.authorizeUrl);
  url.searchParams.set('client_id', config.monday.clientId);
  try {
    const { status } = await ask(url, timeoutMs);
    if (status >= 500)
      return [warning(AUTHORIZE, `The authorize page answered ${status}.`, 'Try again later.')];
    return status === 404
      ? [
          problem(
            AUTHORIZE,
            'The address is not an authorize page.',
            'Remove the variable; the default is correct.',
          ),
        ]
      : [ok(AUTHORIZE, "monday's authorize page is reachable.")];
  } catch (error) {
    return unreachable(config, AUTHORIZE, "monday's authorize page", error);
  }
}

/** The metadata of OAuth 2.1 (RFC 8414; docs/monday-platform.md#refresh-and-revocation); the older flow has none. */
async function checkDiscovery({ config, broken, timeoutMs }: CheckContext): Promise<Finding[]> {
  const { flow, tokenUrl, scopes } = config.monday;
  if (flow === 'legacy' || broken.has(TOKEN)) return [];
  const url = new URL('/oauth_ms/.well-known/oauth-authorization-server', tokenUrl);
  const answer = await ask(url, timeoutMs).catch(() => undefined);
  if (answer?.status !== 200) return [];
  const { token_endpoint: endpoint, scopes_supported: supported } = answer.json as Metadata;
  return [...checkEndpoint(endpoint, tokenUrl), ...checkSupported(supported, scopes)];
}

interface Metadata {
  readonly token_endpoint?: unknown;
  readonly scopes_supported?: unknown;
}

function checkEndpoint(published: unknown, used: AppConfig['monday']['tokenUrl']): Finding[] {
  if (typeof published !== 'string' || published === used) return [];
  return [
    warning(
      TOKEN,
      'monday publishes a different token endpoint.',
      'Remove the variable; the default is correct.',
    ),
  ];
}

function checkSupported(supported: unknown, scopes: string | undefined): Finding[] {
  if (!Array.isArray(supported) || scopes === undefined) return [];
  const refused = scopes.split(' ').filter((scope) => !supported.includes(scope));
  return refused.length === 0
    ? []
    : [problem('MONDAY_OAUTH_SCOPES', `monday does not support ${refused.join(', ')}.`, 'Remove it.')];
}

/**
 * An invalid code is refused with different errors depending on whether the client ID and the secret are correct (RFC
 * 6749, section 5.2). Any other reply is inconclusive.
 */
async function checkClient({ config, variables, broken, timeoutMs }: CheckContext): Promise<Finding[]> {
  const { tokenUrl, clientId, flow } = config.monday;
  const secret = variables[SECRET];
  if (!secret || [TOKEN, SECRET, 'MONDAY_OAUTH_CLIENT_ID', 'PUBLIC_URL'].some((name) => broken.has(name)))
    return [];
  const body = {
    ...(flow === 'legacy' ? {} : { grant_type: 'authorization_code', code_verifier: 'd'.repeat(43) }),
    client_id: clientId,
    client_secret: secret,
    code: 'doctor',
    redirect_uri: `${config.http.publicUrl ?? 'http://localhost'}/auth/callback`,
  };
  try {
    return assessClient(await askJson(tokenUrl, timeoutMs, body));
  } catch (error) {
    return unreachable(config, TOKEN, "monday's token endpoint", error);
  }
}

function assessClient({ status, json }: { readonly status: number; readonly json: unknown }): Finding[] {
  const { error } = fieldsOf(json);
  if (error === 'invalid_client' || error === 'unauthorized_client') return [WRONG_CLIENT];
  if (error === 'invalid_grant') return [ok(SECRET, 'monday accepts the client ID and the secret.')];
  if (status === 404)
    return [
      problem(TOKEN, 'The address is not a token endpoint.', 'Remove the variable; the default is correct.'),
    ];
  return [
    ok(
      TOKEN,
      'The token endpoint answers, but does not report whether the client ID and the secret are correct.',
    ),
  ];
}

const WRONG_CLIENT = problem(
  SECRET,
  'monday does not accept MONDAY_OAUTH_CLIENT_ID with this secret.',
  'Copy both again from the Developer Center, your app, General settings.',
);
