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
  description: 'Binds the login attempt to the browser, for ten minutes.',
  example: 'login-Yp3k…=…; Max-Age=600; Path=/; HttpOnly; SameSite=Lax',
};

export const LOGIN: RouteDocs = {
  id: 'login',
  tag: 'login',
  summary: 'Starts the login: redirects the browser to monday',
  description:
    'With `return_to`, the login creates a cookie session and redirects to this address. Without it, the login returns tokens as JSON.',
  parameters: {
    return_to: {
      description:
        'Address to redirect to after the login: a path of this app, or an address on an origin in `RETURN_TO_ORIGINS`.',
      example: '/welcome',
    },
  },
  replies: {
    302: {
      description: "Redirect to monday's consent page.",
      headers: {
        ...locationOf(
          'The authorize page, with state and PKCE challenge.',
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

export const LOGIN_DONE_ROUTE: RouteDocs = {
  id: 'finishPopUp',
  tag: 'login',
  summary: 'Ends a login in a pop-up: sends a message to the page that opened it, and closes',
  description:
    'Pass it to the login as `return_to`: `/auth/login?return_to=/auth/done?opener=https%3A%2F%2Fview.example.com`, with ' +
    'the value encoded once more. The message is `{"type":"monday-app:login-done"}`. It contains no token and proves ' +
    'nothing: call `GET /auth/me` when it arrives.',
  parameters: {
    opener: {
      description:
        'Origin of the page that opened the pop-up: one in `RETURN_TO_ORIGINS`, or that of this app; with the local platform, any on this machine.',
      example: 'https://view.example.com',
    },
  },
  replies: { 200: { description: 'The page.', body: 'string', textType: 'text/html' } },
  failures: () => [new ReturnToInvalidError(), new HostUnknownError()],
  needsNoStore: true,
};

export const CALLBACK: RouteDocs = {
  id: 'finishLogin',
  tag: 'login',
  summary: 'Completes the login: returns tokens, or starts a cookie session and redirects',
  description:
    'monday redirects the browser to this route. The state is valid for one request, whatever its outcome.',
  parameters: {
    code: { ...OPTIONAL_TEXT, description: "Authorization code, exchanged for monday's tokens." },
    state: { ...OPTIONAL_TEXT, description: 'State of the login attempt.' },
    error: { ...OPTIONAL_TEXT, description: 'Reason of a refusal.', example: 'access_denied' },
    status: { ...OPTIONAL_TEXT, description: 'Outcome of the consent page.', example: 'success' },
  },
  replies: {
    200: {
      description: "The app's tokens. On the local platform, a browser gets a page that shows them.",
      body: named('Login', { ...TOKEN_PAIR, user: USER }),
      isAlsoPage: true,
    },
    302: {
      description: 'Redirect to `return_to`, or back to monday if the login started there.',
      headers: {
        ...locationOf('Target of the redirect.', '/welcome'),
        'Set-Cookie': {
          description:
            'The session cookie, if `return_to` was given; the cookie of the login attempt is deleted.',
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
  summary: "Serves monday's Authorization URL: redirects back to monday, through the login if necessary",
  description:
    'monday opens this address before a user adds a recipe. The user who logs in must be the user in the token.',
  replies: {
    302: {
      description: 'Redirect to `backToUrl` in the token, or to the login.',
      headers: {
        ...locationOf('An address of monday in both cases.', 'https://harbor-pine.monday.com/apps/back'),
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
