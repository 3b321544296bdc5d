import { type Check, type CheckContext } from '../check.js';
import { ok, warning, type Finding } from '../finding.js';
import { isPrivateHost } from '../private-host.js';

/** Checks that the allowed origins are suitable for a deployment. */
export const originsCheck: Check = {
  name: 'CORS_ORIGINS',
  run: (context) =>
    context.config.profile === 'local'
      ? []
      : [
          ...checkOrigins('CORS_ORIGINS', context.config.http.corsOrigins, context),
          ...checkOrigins('RETURN_TO_ORIGINS', context.config.http.returnToOrigins, context),
        ],
};

function checkOrigins(name: string, origins: readonly string[], { broken }: CheckContext): Finding[] {
  if (broken.has(name) || origins.length === 0) return [];
  const urls = origins.map((origin) => new URL(origin));
  if (urls.some(({ hostname }) => isPrivateHost(hostname))) {
    return [warning(name, 'The list allows a page on a development machine.', 'Remove it from deployments.')];
  }
  if (urls.some(({ protocol }) => protocol === 'http:')) {
    return [
      warning(
        name,
        'The list allows a page without TLS, which can be modified in transit.',
        'List https origins only.',
      ),
    ];
  }
  return [ok(name, `${origins.length} other origins are allowed.`)];
}
