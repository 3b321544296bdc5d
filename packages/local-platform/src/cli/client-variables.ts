type Values = Readonly<Record<string, string>>;

/**
 * Adds the variables with which `monday-sdk-js` finds the platform. The client composes its addresses from a protocol, a
 * subdomain and a domain, and reads them only if `NODE_ENV` is `development`. Source: `src/constants.js` of version 0.5.9.
 * @param variables the variables for an app, with the address of GraphQL
 */
export function clientVariables(variables: Values): Values {
  const { protocol, host } = new URL(variables.MONDAY_API_ENDPOINT ?? '');
  return {
    ...variables,
    NODE_ENV: 'development',
    MONDAY_COM_PROTOCOL: protocol.replace(':', ''),
    MONDAY_COM_DOMAIN: host,
    MONDAY_SUBDOMAIN_API: '',
    MONDAY_OAUTH_SUBDOMAIN: '',
  };
}
