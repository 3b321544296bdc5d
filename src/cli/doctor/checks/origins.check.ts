import { type Check, type CheckContext } from '../check.js';
import { ok, warning, type Finding } from '../finding.js';
import { isPrivateHost } from '../private-host.js';

/** Whether the origins that may call, or be returned to, belong into a deployment. */
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
    return [warning(name, 'A page of a development machine is let in.', 'Take it out of a deployment.')];
  }
  if (urls.some(({ protocol }) => protocol === 'http:')) {
    return [
      warning(
        name,
        'A page without TLS is let in: anyone on its way can change it.',
        'List https origins only.',
      ),
    ];
  }
  return [ok(name, `${origins.length} of other origins are let in.`)];
}
