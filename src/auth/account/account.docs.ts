import { about, named, oneOf, type HeaderDocs, type RouteDocs } from '../../docs/index.js';
import { PersistenceConflictError } from '../../persistence/index.js';
import { ROLES } from '../role.js';
import { USER } from '../connections/user.docs.js';

const COOKIE_GOES: Readonly<Record<string, HeaderDocs>> = {
  'Set-Cookie': {
    description: 'Deletes the session cookie, if there was one.',
    example: 'session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
  },
};

export const ME: RouteDocs = {
  id: 'readMe',
  tag: 'account',
  summary: 'Reads the identity of the caller',
  replies: {
    200: {
      description: 'The caller.',
      body: named('Me', {
        user: USER,
        kind: about(oneOf('user', 'view'), 'Kind of credentials.'),
        role: oneOf(...ROLES),
        scopes: about(['me:read', 'boards:read'], 'Scopes that monday granted to the app for this user.'),
        connection: {
          state: oneOf('connected', 'expired', 'none'),
          'loginUrl?': about(
            'https://app.example.com/auth/login',
            'Address that starts the login; present only if the user is not connected.',
          ),
          'endsAt?': about(
            '2026-07-14T09:30:00.000Z',
            'When monday is expected to end the connection, about six months after the login; absent if that is not known.',
          ),
          'renewUrl?': about(
            'https://app.example.com/auth/login',
            'Address that starts the login which renews the connection; present only in its last 30 days.',
          ),
        },
        'csrfToken?': about(
          'p0ZxZ2pWb1dDbVk3',
          'Value for `X-CSRF-Token`; present only with a session cookie.',
        ),
      }),
    },
  },
};

export const LOGOUT: RouteDocs = {
  id: 'logout',
  tag: 'account',
  summary: 'Logs out',
  description:
    'Ends the cookie session, or revokes the refresh tokens of the login. The access token remains valid until it expires.',
  replies: { 204: { description: 'The login has ended.', headers: COOKIE_GOES } },
};

export const DISCONNECT: RouteDocs = {
  id: 'disconnect',
  tag: 'account',
  summary: 'Ends the connection to monday and all logins of the user',
  description: 'If monday cannot be reached, the tokens are revoked at monday later.',
  replies: { 204: { description: 'The connection has ended.', headers: COOKIE_GOES } },
  failures: () => [new PersistenceConflictError('', 'SxTSWl9GybzV')],
};
