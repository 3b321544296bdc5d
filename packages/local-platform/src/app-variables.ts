import { BUCKET_NAME, TOPIC_NAME, type SandboxSettings } from './state/index.js';

/** The variables that configure an app to use the platform, with monday's names where they exist. */
export function appVariables(settings: SandboxSettings): Readonly<Record<string, string>> {
  const { app, url } = settings;
  return {
    MONDAY_OAUTH_CLIENT_ID: app.clientId,
    MONDAY_OAUTH_CLIENT_SECRET: app.clientSecret,
    MONDAY_SIGNING_SECRET: app.signingSecret,
    MONDAY_OAUTH_BASE_PATH: `${url}/oauth2/authorize`,
    MONDAY_OAUTH_TOKEN_PATH: `${url}${app.flow === 'legacy' ? '/oauth2/token' : '/oauth_ms/oauth/token'}`,
    MONDAY_API_ENDPOINT: `${url}/v2`,
    STORAGE_URL: `${url}/app_storage_api/v2`,
    SECURE_STORAGE_ADDRESS: url,
    GCE_METADATA_HOST: new URL(url).host,
    MNDY_SERVER_ADDRESS: settings.appUrl,
    MNDY_TOPIC_NAME: TOPIC_NAME,
    MNDY_TOPIC_MESSAGES_SECRET: app.queueSecret,
    PUBSUB_EMULATOR_HOST: `127.0.0.1:${settings.pubSubPort}`,
    OBJECT_STORAGE_BUCKET: BUCKET_NAME,
    STORAGE_EMULATOR_HOST: url,
    SANDBOX_PROVIDER_URL: `${url}/__sandbox/provider`,
    SANDBOX_PORT: new URL(url).port,
    ...(settings.sidecarPort === undefined ? {} : { SIDECAR_PORT: String(settings.sidecarPort) }),
    SANDBOX_SMTP_PORT: String(settings.smtpPort),
    ...(settings.documentDbAddress === undefined
      ? {}
      : { MNDY_MONGODB_CONNECTION_STRING: settings.documentDbAddress }),
  };
}
