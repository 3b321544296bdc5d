import { VARIABLE_NAMES } from 'monday-persistence/configuration';
import {
  ConfigurationError,
  FRAMEWORK_NAME,
  inspectConfig,
  loadConfig,
  type AppConfig,
  type Variables,
} from './index.js';

const SIGNING_SECRET = '0123456789abcdef0123456789abcdef';
const KEY = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';
const OTHER_KEY = 'Zm9yIHRlc3RzIG9ubHkgMDEyMzQ1Njc4OWFiY2RlZmc';

const secrets = {
  MONDAY_OAUTH_CLIENT_SECRET: 'fedcba9876543210fedcba9876543210',
  MONDAY_SIGNING_SECRET: SIGNING_SECRET,
  JWT_KEYS: `k1:${KEY}`,
  ENCRYPTION_KEYS: `k1:${OTHER_KEY}`,
};

const selfHosted = {
  ...secrets,
  DATABASE_URL: 'postgres://app:password@db_1/app',
  MONDAY_OAUTH_CLIENT_ID: 'client',
  PUBLIC_URL: 'https://app.example.com',
  SMTP_HOST: 'mail.example.com',
  MAIL_FROM: 'App <app@example.com>',
};

const mondayCode = { ...selfHosted, DATABASE_URL: undefined, K_SERVICE: 'service' };

function problemsOf(variables: Variables): Record<string, string> {
  try {
    loadConfig(variables);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return Object.fromEntries(error.problems.map(({ name, problem }) => [name, problem]));
  }
  return {};
}

describe('loadConfig', () => {
  it('requires only secrets in development', () => {
    expect(loadConfig(secrets)).toMatchObject({
      profile: 'local',
      production: false,
      dataDir: 'data',
      http: { port: 8080, publicUrl: undefined, trustProxy: 0, corsOrigins: [], docs: true },
      log: { level: 'info', format: 'pretty', requests: true },
      persistence: { driver: 'sqlite' },
      storage: { driver: 'sqlite' },
      secureStorage: { driver: 'sqlite' },
      queue: { driver: 'sqlite' },
      monday: {
        clientId: 'local-app',
        flow: 'oauth-2.1',
        authorizeUrl: 'http://127.0.0.1:8081/oauth2/authorize',
        tokenUrl: 'http://127.0.0.1:8081/oauth_ms/oauth/token',
        apiEndpoint: 'http://127.0.0.1:8081/v2',
        isLocalPlatform: true,
      },
      mail: { host: '127.0.0.1', port: 8025, security: 'none' },
    });
  });

  it('reports all invalid and missing variables together', () => {
    const problems = problemsOf({
      APP_PROFILE: 'self-hosted',
      PORT: 'eighty',
      PUBLIC_URL: 'https://app.example.com/path',
      JWT_KEYS: 'k1:short',
      SMTP_USER: 'user',
    });
    expect(Object.keys(problems).sort()).toEqual([
      'DATABASE_URL',
      'ENCRYPTION_KEYS',
      'JWT_KEYS',
      'MAIL_FROM',
      'MONDAY_OAUTH_CLIENT_ID',
      'MONDAY_OAUTH_CLIENT_SECRET',
      'MONDAY_SIGNING_SECRET',
      'PORT',
      'PUBLIC_URL',
      'SMTP_HOST',
      'SMTP_PASSWORD',
    ]);
  });

  it('returns the configuration from the remaining valid variables', () => {
    const { config, problems } = inspectConfig({
      ...selfHosted,
      PUBLIC_URL: 'not an address',
      SMTP_HOST: undefined,
    });
    expect(problems.map(({ name }) => name)).toEqual(['PUBLIC_URL', 'SMTP_HOST']);
    expect(config).toMatchObject({ profile: 'self-hosted', http: { publicUrl: undefined } });
    expect(config.monday.clientId).toBe('client');
  });

  it('never shows a value', () => {
    const hostile = 'v4lue-that-must-stay-inside';
    const names = [
      'APP_PROFILE PORT PUBLIC_URL TRUST_PROXY CORS_ORIGINS RETURN_TO_ORIGINS MAX_BODY_MEMORY_MB LOG_LEVEL LOG_REQUESTS',
      'DATABASE_URL REDIS_URL STORAGE_DRIVER QUEUE_DRIVER STORAGE_URL MONDAY_OAUTH_BASE_PATH MONDAY_OAUTH_FLOW',
      'MONDAY_OAUTH_SCOPES MONDAY_API_ENDPOINT MONDAY_API_VERSION SMTP_PORT SMTP_SECURITY MAIL_FROM SANDBOX_PORT',
      'SANDBOX_LIMITS SECRET_NAME JWT_KEYS ENCRYPTION_KEYS',
    ].flatMap((line) => line.split(' '));
    const variables = Object.fromEntries(names.map((name) => [name, `${hostile} ${name}!`]));
    const problems = problemsOf({ ...variables, NODE_ENV: 'production' });
    expect(Object.keys(problems)).toEqual(expect.arrayContaining(names));
    expect(JSON.stringify(problems)).not.toContain(hostile);
  });

  it('is frozen to its depth', () => {
    const config = loadConfig({ ...secrets, CORS_ORIGINS: 'https://a.example' });
    expect(() => {
      (config.http as { port: number }).port = 1;
    }).toThrow(TypeError);
    expect(() => (config.http.corsOrigins as string[]).push('https://b.example')).toThrow(TypeError);
  });

  it('keeps no secret', () => {
    const text = JSON.stringify(loadConfig({ ...selfHosted, DATABASE_URL: undefined, APP_PROFILE: 'local' }));
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
  });

  it('takes an empty variable for none', () => {
    expect(loadConfig({ ...secrets, PORT: '', APP_PROFILE: '', MONDAY_OAUTH_CLIENT_ID: '' })).toMatchObject({
      profile: 'local',
      http: { port: 8080 },
      monday: { clientId: 'local-app' },
    });
  });

  it.each(['app@localhost', 'Büro <büro@bücher.example>', '👩\u200d💻 ❤\ufe0f App <app@x.example>'])(
    'accepts the sender %s',
    (from) => {
      expect(loadConfig({ ...secrets, MAIL_FROM: from }).mail.from).toBe(from);
    },
  );

  it('does not stumble over what else surrounds the process', () => {
    const hostile = JSON.parse('{"__proto__":"x","constructor":"y","PATH":"/bin"}') as Variables;
    expect(loadConfig({ ...hostile, ...secrets }).profile).toBe('local');
  });

  it.each<[string, Variables, string]>([
    ['a whole number', { PORT: '80.5' }, 'PORT'],
    ['a decimal number', { PORT: '0x50' }, 'PORT'],
    ['a port', { PORT: '65536' }, 'PORT'],
    ['true or false', { LOG_REQUESTS: 'maybe' }, 'LOG_REQUESTS'],
    ['an origin without a path', { CORS_ORIGINS: 'https://a.example/' }, 'CORS_ORIGINS'],
    [
      'an origin as browsers write it',
      { CORS_ORIGINS: 'https://a.example,https://B.example' },
      'CORS_ORIGINS',
    ],
    ['an origin without a wildcard', { CORS_ORIGINS: 'https://*.a.example' }, 'CORS_ORIGINS'],
    [
      'a target of logins without a wildcard',
      { RETURN_TO_ORIGINS: 'https://*.a.example' },
      'RETURN_TO_ORIGINS',
    ],
    ['an IP address to listen on', { HOST: 'x86_64-conda-linux-gnu' }, 'HOST'],
    ['an IP address without brackets', { HOST: '[::1]' }, 'HOST'],
    ['a sender with an invisible character', { MAIL_FROM: 'app\u200b@x.example' }, 'MAIL_FROM'],
    ['a sender at a domain with one', { MAIL_FROM: 'App <app@exa\u2060mple.com>' }, 'MAIL_FROM'],
    ['a sender at a domain that cannot exist', { MAIL_FROM: 'App <app@xn--zz.com>' }, 'MAIL_FROM'],
    ['a time to keep connections', { KEEP_ALIVE_SECONDS: '0' }, 'KEEP_ALIVE_SECONDS'],
    ['an origin, never any', { CORS_ORIGINS: '*' }, 'CORS_ORIGINS'],
    ['a public address without a query', { PUBLIC_URL: 'https://a.example/?x=1' }, 'PUBLIC_URL'],
    ['a public address without a user', { PUBLIC_URL: 'https://u:p@a.example' }, 'PUBLIC_URL'],
    ['a known profile', { APP_PROFILE: 'cloud' }, 'APP_PROFILE'],
    ['each kid once', { JWT_KEYS: `k1:${KEY},k1:${KEY}` }, 'JWT_KEYS'],
    ['keys of 32 bytes to encrypt', { ENCRYPTION_KEYS: `k1:${KEY}AAAA` }, 'ENCRYPTION_KEYS'],
    ['a file name without a folder', { SECRET_NAME: '../etc/passwd' }, 'SECRET_NAME'],
    ['a database of its kind', { DATABASE_URL: 'mysql://db/app', APP_PROFILE: 'local' }, 'DATABASE_URL'],
  ])('demands %s', (_name, variables, name) => {
    expect(Object.keys(problemsOf({ ...secrets, ...variables }))).toEqual([name]);
  });

  it.each<[string, Variables, Record<string, string>]>([
    ['text', { SMTP_PORT: 'abc' }, { SMTP_PORT: 'must be a whole number from 1 to 65535' }],
    ['a number out of range', { PORT: '65536' }, { PORT: 'must be a whole number from 0 to 65535' }],
    [
      'a share',
      { OTEL_TRACES_SAMPLER_ARG: 'half' },
      { OTEL_TRACES_SAMPLER_ARG: 'must be a number from 0 to 1' },
    ],
  ])('names the accepted range of a number: %s', (_name, variables, problems) => {
    expect(problemsOf({ ...secrets, ...variables })).toEqual(problems);
  });

  it('accepts addresses as operators write them', () => {
    const variables = {
      ...selfHosted,
      DATABASE_URL: 'postgresql:///app?host=/var/run/postgresql',
      REDIS_URL: 'rediss://:password@redis_1:6380/2',
      PUBLIC_URL: 'https://app.example.com:8443/',
    };
    expect(loadConfig(variables)).toMatchObject({
      http: { publicUrl: 'https://app.example.com:8443' },
      queue: { driver: 'bullmq-redis' },
      // Redis is a queue and nothing else: what instances must know of each other is in Postgres.
      persistence: { driver: 'postgres' },
    });
  });
});

describe('profiles', () => {
  it.each<[string, Variables, AppConfig['profile']]>([
    ['local without anything', secrets, 'local'],
    ['self-hosted with a database', selfHosted, 'self-hosted'],
    ['monday code where it says so', mondayCode, 'monday-code'],
    ['what is chosen', { ...selfHosted, APP_PROFILE: 'local' }, 'local'],
  ])('is %s', (_name, variables, profile) => {
    expect(loadConfig(variables).profile).toBe(profile);
  });

  it('chooses the drivers of self-hosting', () => {
    expect(loadConfig(selfHosted)).toMatchObject({
      persistence: { driver: 'postgres' },
      storage: { driver: 'postgres' },
      secureStorage: { driver: 'postgres' },
      queue: { driver: 'bullmq-postgres' },
      log: { format: 'json' },
      monday: { tokenUrl: 'https://auth.monday.com/oauth_ms/oauth/token', isLocalPlatform: false },
    });
  });

  it("chooses the drivers of monday code, and a database for the app's state if one is available", () => {
    const chosen = {
      storage: { driver: 'monday-code' },
      queue: { driver: 'monday-code' },
      log: { format: 'monday' },
    };
    expect(loadConfig(mondayCode)).toMatchObject({ ...chosen, persistence: { driver: 'monday-code' } });
    expect(loadConfig({ ...mondayCode, DATABASE_URL: selfHosted.DATABASE_URL })).toMatchObject({
      ...chosen,
      persistence: { driver: 'postgres' },
      http: { trustProxy: 1 },
    });
  });

  it('lets one driver be chosen alone', () => {
    expect(loadConfig({ ...selfHosted, STORAGE_DRIVER: 'sqlite' })).toMatchObject({
      storage: { driver: 'sqlite' },
      persistence: { driver: 'postgres' },
    });
    expect(problemsOf({ ...secrets, STORAGE_DRIVER: 'postgres', QUEUE_DRIVER: 'bullmq-redis' })).toEqual({
      DATABASE_URL: 'is needed by a chosen driver',
      REDIS_URL: 'is needed by a chosen driver',
    });
  });

  it('points a local app at the real monday once its client is named', () => {
    expect(loadConfig({ ...secrets, MONDAY_OAUTH_CLIENT_ID: 'client' }).monday).toMatchObject({
      authorizeUrl: 'https://auth.monday.com/oauth2/authorize',
      apiEndpoint: 'https://api.monday.com/v2',
      isLocalPlatform: false,
    });
  });

  it('detects the legacy flow by its name or its token endpoint', () => {
    const flowOf = (variables: Variables): string => loadConfig({ ...secrets, ...variables }).monday.flow;
    expect(flowOf({ MONDAY_OAUTH_FLOW: 'legacy' })).toBe('legacy');
    expect(flowOf({ MONDAY_OAUTH_TOKEN_PATH: 'https://auth.monday.com/oauth2/token' })).toBe('legacy');
    expect(flowOf({ MONDAY_OAUTH_TOKEN_PATH: 'https://auth.monday.com/oauth_ms/oauth/token' })).toBe(
      'oauth-2.1',
    );
  });
});

describe('quotas of accounts', () => {
  const limited = {
    ...secrets,
    ACCOUNT_MAX_ROWS: '10',
    MNDY_MONGODB_CONNECTION_STRING: 'mongodb://host/app',
  };

  it.each(['PERSISTENCE_DRIVER', 'STORAGE_DRIVER', 'SECURE_STORAGE_DRIVER', 'QUEUE_DRIVER'])(
    'names the drivers there are where %s is none of them, with the other problems',
    (name) => {
      expect(problemsOf({ ...selfHosted, [name]: 'postgress', SMTP_HOST: undefined })).toEqual({
        [name]: expect.stringMatching(/^must be one of the following values: .*postgres/) as string,
        SMTP_HOST: 'is missing',
      });
    },
  );

  it.each(VARIABLE_NAMES)('reports every value of %s that it cannot use', (name) => {
    const values = ['a', ':', 'k1:,', '{}', '-1', '1e400', '\0', 'https://[', 'redis://%zz@h', '10.0.0.0/33'];
    for (const base of [secrets, selfHosted, mondayCode]) {
      for (const value of values) expect(() => inspectConfig({ ...base, [name]: value })).not.toThrow();
    }
  });

  it.each(['STORAGE_DRIVER', 'PERSISTENCE_DRIVER'])(
    'are refused if %s is a store that cannot count',
    (name) => {
      expect(problemsOf({ ...limited, [name]: 'document-db' })).toEqual({
        ACCOUNT_MAX_ROWS:
          'cannot limit document-db, which does not count usage; remove it, or choose another store',
      });
    },
  );

  it('are allowed on stores that count, and where monday has its own', () => {
    expect(problemsOf(limited)).toEqual({});
    expect(problemsOf({ ...mondayCode, ACCOUNT_MAX_BYTES: '10' })).toEqual({});
  });
});

describe('metrics', () => {
  const metricsOf = (variables: Variables): AppConfig['metrics'] => loadConfig(variables).metrics;

  it('are off by default, except in development', () => {
    expect(metricsOf(selfHosted)).toEqual({ isOn: false, port: undefined, access: 'nobody' });
    expect(metricsOf(secrets)).toEqual({ isOn: true, port: undefined, access: 'loopback' });
  });

  it.each([
    [{ METRICS_PORT: '9464' }, { port: 9464, access: 'nobody' }],
    [{ METRICS_TOKEN: KEY }, { port: undefined, access: 'token' }],
    [
      { METRICS_PORT: '0', METRICS_TOKEN: KEY },
      { port: 0, access: 'token' },
    ],
  ])('are on with %j, wherever it runs', (variables, expected) => {
    expect(metricsOf({ ...selfHosted, ...variables })).toEqual({ isOn: true, ...expected });
    expect(metricsOf({ ...secrets, ...variables })).toEqual({ isOn: true, ...expected });
  });

  it('need a port that the app does not have', () => {
    expect(problemsOf({ ...secrets, PORT: '9464', METRICS_PORT: '9464' })).toEqual({
      METRICS_PORT: 'is the port of the app',
    });
    expect(problemsOf({ ...secrets, PORT: '0', METRICS_PORT: '0' })).toEqual({});
  });
});

describe('tracing', () => {
  it('is off unless an exporter is named', () => {
    expect(loadConfig(secrets).tracing).toBeUndefined();
  });

  it.each(['http://collector:4318', 'http://collector:4318/'])('sends to %s, all of it by default', (url) => {
    expect(loadConfig({ ...secrets, OTEL_EXPORTER_OTLP_ENDPOINT: url }).tracing).toEqual({
      tracesUrl: 'http://collector:4318/v1/traces',
      serviceName: FRAMEWORK_NAME,
      ratio: 1,
    });
  });

  it('prefers the address for traces, unchanged', () => {
    const addresses = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://traces:4318/in',
    };
    expect(loadConfig({ ...secrets, ...addresses }).tracing?.tracesUrl).toBe('http://traces:4318/in');
  });

  it.each(['true', 'True', 'TRUE'])('is off if the SDK is disabled by %s', (disabled) => {
    const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: disabled };
    expect(loadConfig({ ...secrets, ...variables }).tracing).toBeUndefined();
  });

  it.each(['1.1', '-1', 'half'])('refuses %s as the share that is kept', (share) => {
    expect(problemsOf({ ...secrets, OTEL_TRACES_SAMPLER_ARG: share })).toHaveProperty(
      'OTEL_TRACES_SAMPLER_ARG',
    );
  });

  it('refuses headers that are none', () => {
    expect(problemsOf({ ...secrets, OTEL_EXPORTER_OTLP_HEADERS: 'a=1, b=2' })).toEqual({});
    expect(problemsOf({ ...secrets, OTEL_EXPORTER_OTLP_HEADERS: 'secret' })).toHaveProperty(
      'OTEL_EXPORTER_OTLP_HEADERS',
    );
  });
});

describe('production', () => {
  const production = { ...selfHosted, NODE_ENV: 'production' };

  it.each([
    [undefined, undefined, true],
    [undefined, 'off', false],
    ['production', undefined, false],
    ['production', 'on', true],
    ['production', 'off', false],
  ])('with NODE_ENV %s and DOCS %s serves the documentation: %s', (NODE_ENV, DOCS, docs) => {
    const strong = { ...selfHosted, NODE_ENV, DOCS };
    expect(inspectConfig(strong).config.http.docs).toBe(docs);
  });

  it('keeps an old key in both rings after a new one', () => {
    const ENCRYPTION_KEYS = `k2:${OTHER_KEY},k1:${KEY}`;
    expect(problemsOf({ ...production, ENCRYPTION_KEYS })).toEqual({});
  });

  it('accepts strong and complete values', () => {
    expect(loadConfig(production).production).toBe(true);
  });

  it.each([
    ['a short secret', { MONDAY_SIGNING_SECRET: 'a1b2c3d4' }, 'MONDAY_SIGNING_SECRET'],
    [
      'a placeholder',
      { MONDAY_OAUTH_CLIENT_SECRET: 'your-client-secret-goes-here' },
      'MONDAY_OAUTH_CLIENT_SECRET',
    ],
    [
      'a secret of few characters',
      { MONDAY_SIGNING_SECRET: 'abababababababababab' },
      'MONDAY_SIGNING_SECRET',
    ],
    ['a key of zeros', { JWT_KEYS: `k1:${'A'.repeat(43)}` }, 'JWT_KEYS'],
    ['a weak second key', { JWT_KEYS: `k1:${KEY},k2:${'A'.repeat(43)}` }, 'JWT_KEYS'],
    ['one key for two uses', { ENCRYPTION_KEYS: `k2:${KEY},k1:${OTHER_KEY}` }, 'ENCRYPTION_KEYS'],
    [
      'one key for two uses, in another spelling',
      { ENCRYPTION_KEYS: `k2:${KEY.slice(0, -1)}B,k1:${OTHER_KEY}` },
      'ENCRYPTION_KEYS',
    ],
    ['one secret for two uses', { MONDAY_OAUTH_CLIENT_SECRET: SIGNING_SECRET }, 'MONDAY_SIGNING_SECRET'],
    ['a weak token of the metrics', { METRICS_TOKEN: 'scrape' }, 'METRICS_TOKEN'],
    ['the token of the console', { DEV_TOKEN: KEY }, 'DEV_TOKEN'],
    ['a public address without encryption', { PUBLIC_URL: 'http://app.example.com' }, 'PUBLIC_URL'],
    ['tokens sent in the clear', { MONDAY_API_ENDPOINT: 'http://api.example.com/v2' }, 'MONDAY_API_ENDPOINT'],
  ])('refuses %s', (_name, variables, name) => {
    expect(Object.keys(problemsOf({ ...production, ...variables }))).toEqual([name]);
    expect(problemsOf({ ...selfHosted, ...variables })).toEqual({});
  });

  it("does not judge a mail server's password", () => {
    expect(problemsOf({ ...production, SMTP_USER: 'user', SMTP_PASSWORD: 'short' })).toEqual({});
  });

  it('accepts plain http on this machine', () => {
    expect(problemsOf({ ...production, PUBLIC_URL: 'http://127.0.0.1:8080' })).toEqual({});
  });

  it('does not fall back on the local platform', () => {
    expect(Object.keys(problemsOf({ ...secrets, NODE_ENV: 'production' }))).toEqual([
      'MONDAY_OAUTH_CLIENT_ID',
    ]);
  });
});
