import { createRequire } from 'node:module';
import { type Variables } from 'monday-persistence/configuration';
import { authorityVariables } from '../tls/authority-files.js';
import { divertedNames, hostsFilePath } from '../tls/hosts-file.js';

type Values = Readonly<Record<string, string>>;

const PRELOAD = 'monday-local-platform/preload';
/** Names of monday that `monday-sdk-js` calls, which the front serves if the file of host names leads here. */
const SDK_NAMES = ['api.monday.com', 'auth.monday.com'];
const BY_NAME: Values = {
  MONDAY_COM_PROTOCOL: 'https',
  MONDAY_COM_DOMAIN: 'monday.com',
  MONDAY_SUBDOMAIN_API: 'api.',
  MONDAY_OAUTH_SUBDOMAIN: 'auth.',
};

/**
 * Adds the variables with which clients find the platform that have addresses and paths of their own, and trust it: from
 * the first use of `tls` on, those of its authority.
 *
 * `mapps` reads `APPS_DOMAIN`. `@mondaycom/apps-sdk` calls Google's signer and reads mounted secrets at fixed places, which
 * a preload of every Node program redirects. Source: `dist/services/env-service.js` of `@mondaycom/apps-cli` 4.10.5.
 * @param variables the variables for an app, with the address of GraphQL
 * @param own the variables of this process
 * @param hostsFile path of the machine's file of host names
 */
export async function clientVariables(
  variables: Values,
  own: Variables,
  hostsFile = hostsFilePath(own.SystemRoot),
): Promise<Values> {
  return {
    ...variables,
    APPS_DOMAIN: new URL(variables.MONDAY_API_ENDPOINT ?? '').origin,
    NODE_ENV: 'development',
    ...(await addressOfSdk(variables, hostsFile)),
    SECRET_NAME: 'local',
    ...authorityVariables(own.DATA_DIR || 'data'),
  };
}

/**
 * The address in the parts of which `monday-sdk-js` composes it, if `NODE_ENV` is `development`. Versions before 0.4.8
 * have the subdomains written in and reach the platform by name only. Source: `src/constants.js` of 0.1.6 to 0.5.9.
 */
async function addressOfSdk(variables: Values, hostsFile: string): Promise<Values> {
  const diverted = (await divertedNames(hostsFile)).map((name) => name.toLowerCase());
  if (SDK_NAMES.every((name) => diverted.includes(name))) return BY_NAME;
  const { protocol, host } = new URL(variables.MONDAY_API_ENDPOINT ?? '');
  return {
    MONDAY_COM_PROTOCOL: protocol.replace(':', ''),
    MONDAY_COM_DOMAIN: host,
    MONDAY_SUBDOMAIN_API: '',
    MONDAY_OAUTH_SUBDOMAIN: '',
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
