import { type SandboxApp, type SandboxSettings } from '../state/index.js';
import { AuthorizePageError, AuthorizeRedirectError } from './authorize.errors.js';
import { isChallenge } from './pkce.js';
import { isLoopbackUri } from './redirect-uri.js';

/** An authorization request that can be shown to the user (docs/monday-platform.md#oauth-authorization-request). */
export interface AuthorizeRequest {
  readonly redirectUri: string;
  /** Whether the app sent it; the token request must then repeat it. */
  readonly redirectUriGiven: boolean;
  readonly state: string | undefined;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | undefined;
  /** Slug of the fixed account. */
  readonly subdomain: string | undefined;
  readonly prompt: string | undefined;
  readonly loginHint: string | undefined;
}

/** The parameters that the consent page's form repeats. */
export const AUTHORIZE_PARAMETERS = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'subdomain',
  'app_version_id',
  'force_install_if_needed',
  'prompt',
  'login_hint',
] as const;
type Parameter = (typeof AUTHORIZE_PARAMETERS)[number];
export type AuthorizeParameters = Partial<Record<Parameter, string>>;

/**
 * The known parameters of a query or a form. Others are ignored, as monday does.
 * @throws AuthorizePageError if one is repeated or is not text
 */
export function authorizeParameters(source: Readonly<Record<string, unknown>>): AuthorizeParameters {
  const entries = AUTHORIZE_PARAMETERS.map((name): [Parameter, unknown] => [name, source[name]]).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const wrong = entries.find(([, value]) => typeof value !== 'string');
  if (wrong) throw new AuthorizePageError('invalid_request', `The parameter ${wrong[0]} may be given once.`);
  return Object.fromEntries(entries);
}

/** @throws AuthorizePageError | AuthorizeRedirectError */
export function readAuthorizeRequest(
  parameters: AuthorizeParameters,
  { app, declaration }: Pick<SandboxSettings, 'app' | 'declaration'>,
): AuthorizeRequest {
  if (parameters.client_id !== app.clientId) {
    throw new AuthorizePageError('unauthorized_client', 'No app has this client_id.');
  }
  const redirectUri = redirectUriOf(parameters.redirect_uri, app);
  const { state } = parameters;
  const refuse = (code: 'invalid_request' | 'invalid_scope', message: string): AuthorizeRedirectError =>
    new AuthorizeRedirectError(code, message, redirectUri, state);

  if (parameters.response_type !== undefined && parameters.response_type !== 'code') {
    throw refuse('invalid_request', 'response_type is code.');
  }
  const problem = challengeProblem(parameters, app);
  if (problem !== undefined) throw refuse('invalid_request', problem);
  const scopes = parameters.scope === undefined ? declaration.scopes : scopesOf(parameters.scope, app);
  if (!scopes) throw refuse('invalid_scope', 'A scope is not configured for this app.');
  return {
    redirectUri,
    redirectUriGiven: parameters.redirect_uri !== undefined,
    state,
    scopes,
    codeChallenge: parameters.code_challenge,
    subdomain: parameters.subdomain,
    prompt: parameters.prompt,
    loginHint: parameters.login_hint,
  };
}

function redirectUriOf(given: string | undefined, app: SandboxApp): string {
  const uri = given ?? app.redirectUris[0];
  if (uri === undefined || !(app.redirectUris.includes(uri) || isLoopbackUri(uri))) {
    throw new AuthorizePageError(
      'invalid_request',
      'The redirect_uri is not one of the app’s, and not on this machine.',
    );
  }
  return uri;
}

/**
 * Required in OAuth 2.1, S256 only (docs/monday-platform.md#oauth-authorization-request); in the legacy flow, it must
 * be valid if present.
 */
function challengeProblem(parameters: AuthorizeParameters, app: SandboxApp): string | undefined {
  const { code_challenge: challenge, code_challenge_method: method } = parameters;
  if (challenge === undefined) {
    if (method !== undefined) return 'code_challenge_method came without a code_challenge.';
    return app.flow === 'oauth-2.1' ? 'code_challenge is required.' : undefined;
  }
  if (method !== 'S256') return 'code_challenge_method must be S256.';
  return isChallenge(challenge) ? undefined : 'code_challenge must be 43 to 128 characters of base64url.';
}

function scopesOf(scope: string, app: SandboxApp): readonly string[] | undefined {
  const asked = [...new Set(scope.split(/[ ,]+/).filter((name) => name !== ''))];
  return asked.every((name) => app.scopes.includes(name)) ? asked : undefined;
}
