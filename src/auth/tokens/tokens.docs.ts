import { about, dtoShape, named, oneOf, type RouteDocs } from '../../docs/index.js';
import { RefreshDto } from './refresh.dto.js';
import {
  LookupDelayedError,
  RefreshTokenInvalidError,
  RefreshTokenReusedError,
  SessionExpiredError,
} from '../auth.errors.js';
import { cutOffErrorResponses } from '../connections/cut-off-error-responses.js';

const REFRESH_TOKEN = 'Zk3vYw9J0q4xTn1sLb7u2g.Qp8hVd5mXe3rKc6tYw1zLf9sNb4uJg7aHo2iTk0vMxE';

/** The fields of a pair of tokens (RFC 6749, 5.1). */
export const TOKEN_PAIR = {
  access_token: about(
    'eyJhbGciOiJIUzI1NiIsImtpZCI6IjEifQ.e30.c2lnbmF0dXJl',
    'Value for `Authorization: Bearer`.',
  ),
  token_type: oneOf('Bearer'),
  expires_in: about(900, 'Lifetime in seconds.'),
  refresh_token: about(REFRESH_TOKEN, 'Can be used once.'),
};

export const REFRESH: RouteDocs = {
  id: 'refreshTokens',
  tag: 'login',
  summary: 'Exchanges a refresh token for a new pair',
  description:
    'The old refresh token becomes invalid. If it is sent again within ten seconds, and the new one was not used, the ' +
    'answer is the same pair. Any other second use ends the login and revokes all of its tokens. Store the new token ' +
    'before you use it.',
  body: named('RefreshRequest', dtoShape(RefreshDto, { refresh_token: REFRESH_TOKEN })),
  replies: { 200: { description: 'The new pair.', body: named('TokenPair', TOKEN_PAIR) } },
  failures: () => [
    new RefreshTokenInvalidError(),
    new RefreshTokenReusedError(),
    new LookupDelayedError(1),
    new SessionExpiredError(),
    ...cutOffErrorResponses('https://app.example.com/auth/login'),
  ],
};
