import { HttpException, HttpStatus } from '@nestjs/common';
import { ALLOWS_VIEW } from '../caller/index.js';
import { isWrite, type DocumentedRoute, type FailureRule } from '../docs/index.js';
import { SecretMissingError } from '../secrets/index.js';
import {
  ConnectionExpiredError,
  ConnectionRequiredError,
  CredentialRefusedError,
  CsrfRefusedError,
  HostUnknownError,
  LookupDelayedError,
  ReadOnlyCallerError,
  RoleNotAllowedError,
  ViewNotAllowedError,
} from './auth.errors.js';
import { ALLOWED_ROLES } from './guards/roles.decorator.js';
import { MondayOAuthError } from './oauth/token-endpoint.errors.js';
import { AuthThrottlerGuard } from './throttling/auth-throttler.guard.js';
import { THROTTLE_MESSAGE } from './throttling/throttle-message.js';

const LOGIN_URL = 'https://app.example.com/auth/login';
const PROBLEMS = ['missing', 'invalid', 'expired', 'revoked'] as const;

/** What the guards refuse, and what happens where the caller's connection to monday is needed. */
export const authFailures: FailureRule = (route) => [
  ...(route.isPublic ? [] : callerFailures(route)),
  ...(route.isGuardedBy(AuthThrottlerGuard)
    ? [new HttpException(THROTTLE_MESSAGE, HttpStatus.TOO_MANY_REQUESTS)]
    : []),
  ...(route.docs?.usesConnection ? connectionFailures() : []),
];

/** monday's token endpoint failed. */
export const oauthFailures = (): unknown[] =>
  (['failed', 'rate_limited', 'unavailable', 'timeout'] as const).map(
    (failure) => new MondayOAuthError(failure),
  );

function callerFailures(route: DocumentedRoute): unknown[] {
  const allowsView = route.metadata<boolean>(ALLOWS_VIEW) === true;
  const hasRoles = route.metadata<unknown>(ALLOWED_ROLES) !== undefined;
  return [
    ...PROBLEMS.map((problem) => new CredentialRefusedError(problem)),
    new LookupDelayedError(1),
    ...(isWrite(route) ? [new CsrfRefusedError(), new HostUnknownError()] : []),
    ...(allowsView ? [] : [new ViewNotAllowedError()]),
    ...(allowsView && isWrite(route) ? [new ReadOnlyCallerError()] : []),
    ...(hasRoles ? [new RoleNotAllowedError()] : []),
    new SecretMissingError('MONDAY_OAUTH_CLIENT_SECRET'),
  ];
}

function connectionFailures(): unknown[] {
  return [new ConnectionRequiredError(LOGIN_URL), new ConnectionExpiredError(LOGIN_URL), ...oauthFailures()];
}
