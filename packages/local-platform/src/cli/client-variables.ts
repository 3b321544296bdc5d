type Values = Readonly<Record<string, string>>;

/**
 * Adds the variables with which clients of monday find the platform. `mapps` reads `APPS_DOMAIN`. `monday-sdk-js` composes
 * its addresses from a protocol, a subdomain and a domain, and reads them only if `NODE_ENV` is `development`. Sources:
 * `dist/services/env-service.js` of `@mondaycom/apps-cli` 4.10.5, `src/constants.js` of `monday-sdk-js` 0.5.9.
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
  };
}
