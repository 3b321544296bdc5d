const A_KEY = `node -p "'k1:' + crypto.randomBytes(32).toString('base64url')"`;

const ADVICE: Readonly<Record<string, string>> = {
  '.env': 'Make it a readable file, and save it as UTF-8.',
  MONDAY_OAUTH_CLIENT_ID: 'Take it from the Developer Center, your app, General settings: Client ID.',
  MONDAY_OAUTH_CLIENT_SECRET: 'Take it from the Developer Center, your app, General settings: Client Secret.',
  MONDAY_SIGNING_SECRET:
    'Take it from the Developer Center, your app, General settings: Signing Secret. It is not the client secret.',
  JWT_KEYS: `Generate a key: ${A_KEY}`,
  ENCRYPTION_KEYS: `Generate a key, and keep a copy: ${A_KEY}`,
  PUBLIC_URL: 'Set the https address, without a path, at which monday and browsers reach the app.',
  DATABASE_URL: 'Set the address of a Postgres database, or choose drivers that do not need one.',
  MNDY_MONGODB_CONNECTION_STRING:
    'Leave it to monday code, which sets it: mongodb://user:password@host:443/database?...',
  REDIS_URL: 'Set the address of a Redis server, or another QUEUE_DRIVER.',
  SMTP_HOST: 'Set the host of your mail server.',
  MAIL_FROM: 'Set a sender that your mail server accepts.',
  SMTP_USER: 'Set both the user and the password, or neither.',
  SMTP_PASSWORD: 'Set both the user and the password, or neither.',
  DEV_TOKEN: 'Remove it.',
  DATA_DIR: 'Make the folder writable for the user of the app, or use another folder.',
};

/** Advice for an invalid or missing variable. */
export const adviceFor = (name: string): string =>
  ADVICE[name] ?? 'See .env.example for the accepted values.';
