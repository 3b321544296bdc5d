import { createRequire } from 'node:module';

type Values = Readonly<Record<string, string>>;

const PRELOAD = 'monday-local-platform/preload';

/**
 * Adds the variables with which clients find the platform that have addresses and paths of their own.
 *
 * `mapps` reads `APPS_DOMAIN`. `monday-sdk-js` composes its addresses from a protocol, a subdomain and a domain, and reads
 * them only if `NODE_ENV` is `development`. `@mondaycom/apps-sdk` calls Google's signer and reads mounted secrets at fixed
 * places, which a preload of every Node program redirects. Sources: `dist/services/env-service.js` of
 * `@mondaycom/apps-cli` 4.10.5, `src/constants.js` of `monday-sdk-js` 0.5.9.
 * @param variables the variables for an app, with the address of GraphQL
 */
export function clientVariables(variables: Values): Values {
  const { origin, protocol, host } = new URL(variables.MONDAY_API_ENDPOINT ?? '');
  return {
    ...variables,
    APPS_DOMAIN: origin,
    NODE_ENV: 'development',
    MONDAY_COM_PROTOCOL: protocol.replace(':', ''),
    MONDAY_COM_DOMAIN: host,
    MONDAY_SUBDOMAIN_API: '',
    MONDAY_OAUTH_SUBDOMAIN: '',
    SECRET_NAME: 'local',
  };
}

/**
 * `NODE_OPTIONS` with the preload.
 * @param options as they are; unchanged if an earlier `env` of the same shell added it
 */
export function withPreload(options = ''): string {
  const path = createRequire(__filename).resolve(PRELOAD);
  const option = `--require ${/[\s"\\]/.test(path) ? JSON.stringify(path) : path}`;
  return options.includes(option) ? options : `${options} ${option}`.trim();
}
