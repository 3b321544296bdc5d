import { about, named, oneOf, type HeaderDocs, type RouteDocs } from '../../docs/index.js';
import { PersistenceConflictError } from '../../persistence/index.js';
import { ROLES } from '../role.js';
import { USER } from '../connections/user.docs.js';

const COOKIE_GOES: Readonly<Record<string, HeaderDocs>> = {
  'Set-Cookie': {
    description: 'Takes the session cookie back, where there was one.',
    example: 'session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
  },
};

export const ME: RouteDocs = {
  id: 'readMe',
  tag: 'account',
  summary: 'Tells for whom the credential speaks',
  replies: {
    200: {
      description: 'The caller.',
      body: named('Me', {
        user: USER,
        kind: about(oneOf('user', 'view'), 'What kind of credential it is.'),
        role: oneOf(...ROLES),
        scopes: about(['me:read', 'boards:read'], 'What monday lets the app do for this user.'),
        connection: {
          state: oneOf('connected', 'expired', 'none'),
          'loginUrl?': about(
            'https://app.example.com/auth/login',
            'Where to connect; only while it is not connected.',
          ),
        },
        'csrfToken?': about('p0ZxZ2pWb1dDbVk3', 'For `X-CSRF-Token`; only for the session cookie.'),
      }),
    },
  },
};

export const LOGOUT: RouteDocs = {
  id: 'logout',
  tag: 'account',
  summary: 'Ends this login',
  description: 'The cookie session, or the refresh tokens beside the access token, which itself runs out.',
  replies: { 204: { description: 'The login is over.', headers: COOKIE_GOES } },
};

export const DISCONNECT: RouteDocs = {
  id: 'disconnect',
  tag: 'account',
  summary: 'Ends the connection to monday, and every login of the user',
  description: 'Also where monday cannot be reached: then monday hears of it later.',
  replies: { 204: { description: 'The connection is over.', headers: COOKIE_GOES } },
  failures: () => [new PersistenceConflictError('', 'SxTSWl9GybzV')],
};
