/** The variables that hold secrets. */
export const SECRET_NAMES = [
  'MONDAY_OAUTH_CLIENT_SECRET',
  'MONDAY_SIGNING_SECRET',
  'JWT_KEYS',
  'ENCRYPTION_KEYS',
  'MNDY_TOPIC_MESSAGES_SECRET',
  'SMTP_PASSWORD',
  'METRICS_TOKEN',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'DEV_TOKEN',
] as const;

export type SecretName = (typeof SECRET_NAMES)[number];

/** Variables that hold no secret, but an address which may contain a password. */
const ADDRESS_NAMES = ['DATABASE_URL', 'REDIS_URL'] as const;

/** The variables that may be shown to the app's own code by name. */
export const PUBLIC_VARIABLE_NAMES = [
  'NODE_ENV',
  'APP_PROFILE',
  'K_SERVICE',
  'PORT',
  'PUBLIC_URL',
  'TRUST_PROXY',
  'CORS_ORIGINS',
  'RETURN_TO_ORIGINS',
  'MAX_BODY_MEMORY_MB',
  'ACCOUNT_MAX_CONCURRENCY',
  'ACCOUNT_RATE_PER_SECOND',
  'ACCOUNT_MAX_ROWS',
  'ACCOUNT_MAX_BYTES',
  'THROTTLE_AUTH_PER_MINUTE',
  'SESSION_MAX_DAYS',
  'DATA_DIR',
  'DOCS',
  'LOG_LEVEL',
  'LOG_REQUESTS',
  'METRICS_PORT',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_SERVICE_NAME',
  'OTEL_TRACES_SAMPLER_ARG',
  'PERSISTENCE_DRIVER',
  'STORAGE_DRIVER',
  'SECURE_STORAGE_DRIVER',
  'QUEUE_DRIVER',
  'STORAGE_URL',
  'JWT_ISSUER',
  'JWT_AUDIENCE',
  'MONDAY_OAUTH_CLIENT_ID',
  'MONDAY_OAUTH_BASE_PATH',
  'MONDAY_OAUTH_TOKEN_PATH',
  'MONDAY_OAUTH_FLOW',
  'MONDAY_OAUTH_SCOPES',
  'MONDAY_API_ENDPOINT',
  'MONDAY_API_VERSION',
  'MONDAY_APP_ID',
  'UNINSTALL_GRACE_HOURS',
  'SMTP_HOST',
  'SMTP_PORT',
  'SMTP_SECURITY',
  'SMTP_USER',
  'MAIL_FROM',
  'MAIL_PER_MINUTE',
  'SANDBOX_PORT',
  'SIDECAR_PORT',
  'SANDBOX_SMTP_PORT',
  'SANDBOX_LIMITS',
  'SANDBOX_SEED',
  'SANDBOX_REDIRECT_URL',
  'SANDBOX_QUEUE_BODY',
  'SECRETS_DIR',
  'SECRET_NAME',
  'MONDAY_CODE_MOUNT',
] as const;

/** Every variable that the app reads. `Environment` in the app says what each may be; a test keeps the two alike. */
export const VARIABLE_NAMES: readonly string[] = [
  ...PUBLIC_VARIABLE_NAMES,
  ...ADDRESS_NAMES,
  ...SECRET_NAMES,
];
