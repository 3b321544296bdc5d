import { type OpenAPIObject } from '@nestjs/swagger';
import { type Prover } from './documented.decorator.js';

type Schemes = NonNullable<NonNullable<OpenAPIObject['components']>['securitySchemes']>;
type Requirement = Record<string, string[]>;

/** How callers prove who they are. */
export const SECURITY_SCHEMES: Schemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of the login, or the session token of a board view.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'session',
    description:
      'The cookie session; `__Host-session` on https. Writes need `Origin` and `X-CSRF-Token` besides.',
  },
  monday: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'A JWT that monday signed with a secret of the app.',
  },
  mondayQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'token',
    description: 'The same, in the address.',
  },
  queue: {
    type: 'apiKey',
    in: 'query',
    name: 'secret',
    description: 'MNDY_TOPIC_MESSAGES_SECRET.',
  },
  metrics: { type: 'http', scheme: 'bearer', description: 'METRICS_TOKEN.' },
};

/** What a route that the guard stands before accepts: one of the two. */
export const USER_SECURITY: Requirement[] = [{ bearer: [] }, { session: [] }];

export function securityOf(prover: Prover): Requirement[] {
  return [{ [prover]: [] }];
}
