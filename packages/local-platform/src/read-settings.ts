import { localKeys, SCOPES, type Variables } from 'monday-persistence/configuration';
import { portOf } from './port-of.js';
import { type SandboxOptions } from './start-sandbox.js';
import { readSeed, SandboxSettings, type OAuthFlow } from './state/index.js';

const ACCESS_TOKEN_SECONDS = 3600;

/** Reads the platform's settings from the app's variables. @throws ConfigurationError */
export function readSettings(variables: Variables, options: SandboxOptions): SandboxSettings {
  const generated = localKeys(options.dataDir);
  const keys = withoutEmpty({ ...generated, ...withoutEmpty(variables) });
  const appUrl = (options.appUrl ?? keys.PUBLIC_URL ?? `http://127.0.0.1:${keys.PORT ?? 8080}`).replace(
    /(?<!\/)\/+$/,
    '',
  );
  return new SandboxSettings({
    app: {
      clientId: keys.MONDAY_OAUTH_CLIENT_ID ?? 'local-app',
      clientSecret: keys.MONDAY_OAUTH_CLIENT_SECRET ?? '',
      signingSecret: keys.MONDAY_SIGNING_SECRET ?? '',
      queueSecret: keys.MNDY_TOPIC_MESSAGES_SECRET ?? '',
      redirectUris: [
        ...(keys.SANDBOX_REDIRECT_URL ? [keys.SANDBOX_REDIRECT_URL] : []),
        `${appUrl}/auth/callback`,
        `${appUrl}/auth/monday/callback`,
      ],
      scopes: SCOPES,
      flow: keys.MONDAY_OAUTH_FLOW as OAuthFlow | undefined,
    },
    appUrl,
    smtpPort: options.smtpPort ?? portOf(keys, 'SANDBOX_SMTP_PORT', 8025),
    sidecarPort: options.sidecarPort,
    documentDbPort: options.documentDbPort,
    limits: !['off', 'false'].includes(keys.SANDBOX_LIMITS ?? ''),
    accessTokenSeconds: ACCESS_TOKEN_SECONDS,
    variables: keys,
    queueBody: keys.SANDBOX_QUEUE_BODY === 'content' ? 'content' : 'message',
    seed: readSeed(keys.SANDBOX_SEED),
    schemaFile: options.schemaFile,
    viewHosts: options.viewHosts,
    hasOwnClientSecret: keys.MONDAY_OAUTH_CLIENT_SECRET === generated.MONDAY_OAUTH_CLIENT_SECRET,
  });
}

const withoutEmpty = (variables: Variables): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
