import { ALLOWS_VIEW } from '#app/caller/index.js';
import { type Authenticator } from '#app/docs/index.js';
import { type DocumentedRoute, isWrite } from './documented-route.js';

type Requirement = Readonly<Record<string, readonly never[]>>;

/** How callers prove who they are. */
export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token from the login, valid for 15 minutes.',
  },
  view: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      "A board view's `sessionToken`. Viewers and guests can only read. Storage requires `shared=true`.",
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'session',
    description: 'The session cookie of a login with `return_to`; named `__Host-session` on https.',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'X-CSRF-Token',
    description: 'Required for writes with the session cookie: `csrfToken` from `GET /auth/me`.',
  },
  mondayRequest: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: "A JWT that monday signed with the app's signing secret, with or without `Bearer`.",
  },
  mondayLifecycle: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: "A JWT that monday signed with the app's client secret, with or without `Bearer`.",
  },
  mondayAuthorizationUrl: {
    type: 'apiKey',
    in: 'query',
    name: 'token',
    description: "A JWT that monday signed with the app's signing secret, in the query.",
  },
  metricsToken: { type: 'http', scheme: 'bearer', description: '`METRICS_TOKEN`.' },
  queueSecret: {
    type: 'apiKey',
    in: 'query',
    name: 'secret',
    description: 'The value of `MNDY_TOPIC_MESSAGES_SECRET`, which monday code provides to the app.',
  },
} as const;

const BY_AUTHENTICATOR: Readonly<Record<Authenticator, readonly Requirement[]>> = {
  block: [{ mondayRequest: [] }],
  // The first request of a webhook comes before there is any token.
  webhook: [{ mondayRequest: [] }, {}],
  lifecycle: [{ mondayLifecycle: [] }],
  featureLifecycle: [{ mondayRequest: [] }],
  authorizationUrl: [{ mondayAuthorizationUrl: [] }],
  queue: [{ queueSecret: [] }],
  // Without a token who sits before the machine is answered.
  metrics: [{ metricsToken: [] }, {}],
};

/** What a route accepts: one of these, or nothing at all if there is none. */
export function securityOf(route: DocumentedRoute): readonly Requirement[] {
  const { authenticatedBy } = route.docs ?? {};
  if (authenticatedBy !== undefined) return BY_AUTHENTICATOR[authenticatedBy];
  if (route.isPublic) return [];
  const session: Requirement = isWrite(route) ? { session: [], csrf: [] } : { session: [] };
  const view = route.metadata<boolean>(ALLOWS_VIEW) === true ? [{ view: [] }] : [];
  return [{ bearer: [] }, session, ...view];
}
