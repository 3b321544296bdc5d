import { HttpException, HttpStatus } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import {
  ConnectionExpiredError,
  ConnectionRequiredError,
  CredentialRefusedError,
  CsrfRefusedError,
  HostUnknownError,
  LookupDelayedError,
  ReadOnlyCallerError,
  RoleNotAllowedError,
  SessionExpiredError,
  ViewNotAllowedError,
} from '#app/auth/auth.errors.js';
import { cutOffErrorResponses } from '#app/auth/connections/cut-off-error-responses.js';
import { ENDS_ACCESS } from '#app/auth/guards/ends-access.decorator.js';
import { ALLOWED_ROLES } from '#app/auth/guards/roles.decorator.js';
import { oauthErrorResponses } from '#app/auth/token-endpoint/oauth-error-responses.js';
import { THROTTLE_MESSAGE } from '#app/auth/throttling/throttle-message.js';
import { ALLOWS_READ_ONLY, ALLOWS_VIEW } from '#app/caller/index.js';
import { PlanRequiredError, REQUIRED_PLANS } from '#app/monday/subscriptions/index.js';
import { SecretMissingError } from '#app/secrets/index.js';
import { type DocumentedRoute, type OpenApiErrorResponses, isWrite } from '../documented-route.js';

const LOGIN_URL = 'https://app.example.com/auth/login';
const PROBLEMS = ['missing', 'invalid', 'expired', 'revoked'] as const;

/** What the guards refuse, and what happens if the caller's connection to monday is needed. */
export const callerErrorResponses: OpenApiErrorResponses = (route) => [
  ...(route.isPublic ? [] : callerFailures(route)),
  ...(route.isGuardedBy(ThrottlerGuard)
    ? [new HttpException(THROTTLE_MESSAGE, HttpStatus.TOO_MANY_REQUESTS)]
    : []),
  ...(route.docs?.usesConnection ? connectionFailures() : []),
];

function callerFailures(route: DocumentedRoute): unknown[] {
  const allowsView = route.metadata<boolean>(ALLOWS_VIEW) === true;
  const allowsReadOnly = route.metadata<boolean>(ALLOWS_READ_ONLY) === true;
  const hasRoles = route.metadata<unknown>(ALLOWED_ROLES) !== undefined;
  const endsAccess = route.metadata<boolean>(ENDS_ACCESS) === true;
  return [
    ...PROBLEMS.map((problem) => new CredentialRefusedError(problem)),
    new LookupDelayedError(1),
    new SessionExpiredError(),
    ...(endsAccess ? [] : cutOffErrorResponses(LOGIN_URL)),
    ...(isWrite(route) ? [new CsrfRefusedError(), new HostUnknownError()] : []),
    ...(allowsView ? [] : [new ViewNotAllowedError()]),
    ...(isWrite(route) && !endsAccess && !allowsReadOnly ? [new ReadOnlyCallerError()] : []),
    ...(hasRoles ? [new RoleNotAllowedError()] : []),
    ...planFailures(route),
    new SecretMissingError('MONDAY_OAUTH_CLIENT_SECRET'),
  ];
}

function planFailures(route: DocumentedRoute): unknown[] {
  const plans = route.metadata<readonly string[]>(REQUIRED_PLANS);
  return plans === undefined ? [] : [new PlanRequiredError(plans, undefined)];
}

function connectionFailures(): unknown[] {
  return [
    new ConnectionRequiredError(LOGIN_URL),
    new ConnectionExpiredError(LOGIN_URL),
    ...oauthErrorResponses(),
  ];
}
