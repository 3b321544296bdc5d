import { named, type HeaderDocs, type RouteDocs } from '../../docs/index.js';
import { graphqlErrorResponses } from '../../monday/client/index.js';
import { PersistenceConflictError } from '../../persistence/index.js';
import { SecretMissingError } from '../../secrets/index.js';
import { oauthErrorResponses } from '../token-endpoint/oauth-error-responses.js';
import {
  AccessDeniedError,
  AccountMismatchError,
  BackToUrlInvalidError,
  CallbackInvalidError,
  CredentialRefusedError,
  HostUnknownError,
  LoginCodeInvalidError,
  LoginStateInvalidError,
  ReturnToInvalidError,
} from '../auth.errors.js';
import { TOKEN_PAIR } from '../tokens/tokens.docs.js';
import { USER } from '../connections/user.docs.js';

const locationOf = (description: string, example: string): Readonly<Record<string, HeaderDocs>> => ({
  Location: { description, example, isCertain: true },
});

const LOGIN_COOKIE: HeaderDocs = {
  description: 'Ties this attempt to the browser; ten minutes.',
  example: 'login-Yp3k…=…; Max-Age=600; Path=/; HttpOnly; SameSite=Lax',
};

export const LOGIN: RouteDocs = {
  id: 'login',
  tag: 'login',
  summary: 'Begins the login: redirects the browser to monday',
  description:
    'With `return_to` the login ends in a cookie session and a redirect to it, without it in tokens as JSON.',
  parameters: {
    return_to: {
      description:
        'Where the login leads: a path of this app, or an address on an origin of `RETURN_TO_ORIGINS`.',
      example: '/welcome',
    },
  },
  replies: {
    302: {
      description: "To monday's consent page.",
      headers: {
        ...locationOf(
          'With state and PKCE challenge.',
          'https://auth.monday.com/oauth2/authorize?client_id=…&state=…',
        ),
        'Set-Cookie': { ...LOGIN_COOKIE, isCertain: true },
      },
    },
  },
  failures: () => [new ReturnToInvalidError(), new HostUnknownError()],
  hasErrorPage: true,
  needsNoStore: true,
};

const OPTIONAL_TEXT = { in: 'query', schema: { type: 'string' } } as const;

export const CALLBACK: RouteDocs = {
  id: 'finishLogin',
  tag: 'login',
  summary: 'Ends the login: answers with tokens, or starts a cookie session and redirects',
  description:
    'monday sends the browser here. Every outcome uses up the state, so that the address works once.',
  parameters: {
    code: { ...OPTIONAL_TEXT, description: 'What is exchanged for tokens of monday.' },
    state: { ...OPTIONAL_TEXT, description: 'That of the attempt.' },
    error: { ...OPTIONAL_TEXT, description: 'Why there is no code.', example: 'access_denied' },
    status: { ...OPTIONAL_TEXT, description: 'monday says yes or no here too.', example: 'success' },
  },
  replies: {
    200: { description: 'Our tokens.', body: named('Login', { ...TOKEN_PAIR, user: USER }) },
    302: {
      description: 'To `return_to`, or back to monday where the login began there.',
      headers: {
        ...locationOf('Where the login leads.', '/welcome'),
        'Set-Cookie': {
          description: 'The session, with `return_to`; the cookie of the attempt goes.',
          example: 'session=…; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax',
          isCertain: true,
        },
      },
    },
  },
  failures: () => [
    new LoginStateInvalidError(),
    new CallbackInvalidError(),
    new LoginCodeInvalidError(),
    new AccessDeniedError(),
    new AccountMismatchError(),
    new PersistenceConflictError('', 'SxTSWl9GybzV'),
    new SecretMissingError('MONDAY_OAUTH_CLIENT_SECRET'),
    ...oauthErrorResponses(),
    ...graphqlErrorResponses(),
  ],
  hasErrorPage: true,
};

export const AUTHORIZATION_URL: RouteDocs = {
  id: 'authorize',
  tag: 'login',
  summary: "monday's Authorization URL: redirects back to monday, through the login where it is due",
  description:
    'monday opens it before a user adds a recipe. Who logs in must be the user whom the token names.',
  replies: {
    302: {
      description: 'To `backToUrl` of the token, or to the login.',
      headers: {
        ...locationOf('Of monday in either case.', 'https://harbor-pine.monday.com/apps/back'),
        'Set-Cookie': LOGIN_COOKIE,
      },
    },
  },
  failures: () => [
    new CredentialRefusedError('missing'),
    new CredentialRefusedError('invalid'),
    new BackToUrlInvalidError(),
    new HostUnknownError(),
  ],
  hasErrorPage: true,
  authenticatedBy: 'authorizationUrl',
};
