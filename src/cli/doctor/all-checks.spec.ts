import { AppFeatures } from '../../feature/index.js';
import { inspectConfig, type Variables } from '../../config/index.js';
import { type Check } from './check.js';
import { originsCheck } from './checks/origins.check.js';
import { profileCheck } from './checks/profile.check.js';
import { outgoingProxyCheck } from './checks/outgoing-proxy.check.js';
import { proxyCheck } from './checks/proxy.check.js';
import { publicUrlCheck } from './checks/public-url.check.js';
import { scopesCheck } from './checks/scopes.check.js';
import { secretsCheck } from './checks/secrets.check.js';
import { unknownVariablesCheck } from './checks/unknown-variables.check.js';
import { type Finding } from './finding.js';
import { runChecks } from './run-checks.js';

const KEY = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';
const OTHER_KEY = 'Zm9yIHRlc3RzIG9ubHkgMDEyMzQ1Njc4OWFiY2RlZmc';
const selfHosted = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://app:password@db/app',
  PUBLIC_URL: 'https://203.0.113.7',
  TRUST_PROXY: '1',
  MONDAY_OAUTH_CLIENT_ID: 'client',
  MONDAY_OAUTH_CLIENT_SECRET: 'fedcba9876543210fedcba9876543210',
  MONDAY_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  JWT_KEYS: `k1:${KEY}`,
  ENCRYPTION_KEYS: `k1:${OTHER_KEY}`,
  SMTP_HOST: 'mail.example.com',
  MAIL_FROM: 'app@example.com',
};
const local = {
  ...selfHosted,
  NODE_ENV: undefined,
  APP_PROFILE: 'local',
  DATABASE_URL: undefined,
  PUBLIC_URL: undefined,
};
const laptop = { ...local, MONDAY_OAUTH_CLIENT_ID: undefined };

const NO_FEATURES = new AppFeatures([]);

async function findings(check: Check, variables: Variables): Promise<Finding[]> {
  const { config, problems } = inspectConfig(variables);
  const broken = new Set(problems.map(({ name }) => name));
  return runChecks([check], { config, variables, broken, features: NO_FEATURES, timeoutMs: 100 });
}

/** What is not fine, as `level subject: message`. */
async function complaints(check: Check, variables: Variables): Promise<string[]> {
  return (await findings(check, variables))
    .filter(({ level }) => level !== 'ok')
    .map(({ level, subject, message }) => `${level} ${subject}: ${message}`);
}

describe('the checks of doctor', () => {
  it.each<[string, Check, Variables]>([
    ['a profile', profileCheck, selfHosted],
    ['secrets', secretsCheck, selfHosted],
    ['an address', publicUrlCheck, selfHosted],
    ['a proxy', proxyCheck, selfHosted],
    ['no proxy for outgoing requests', outgoingProxyCheck, selfHosted],
    ['origins', originsCheck, { ...selfHosted, CORS_ORIGINS: 'https://view.example.com' }],
    [
      'scopes',
      scopesCheck,
      { ...selfHosted, MONDAY_OAUTH_SCOPES: 'me:read account:read boards:read boards:write' },
    ],
    ['a laptop', profileCheck, laptop],
    ['secrets of a laptop', secretsCheck, { ...laptop, MONDAY_SIGNING_SECRET: 'short' }],
    ['no address on a laptop', publicUrlCheck, laptop],
    [
      'names of other programs',
      unknownVariablesCheck,
      { ...selfHosted, HOMEBREW_PREFIX: '/', DATABASE_URI: 'x' },
    ],
    [
      'the file of a variable',
      unknownVariablesCheck,
      { ...selfHosted, JWT_KEYS_FILE: '/run/secrets/JWT_KEYS' },
    ],
  ])('report no problem for %s if it fits', async (_name, check, variables) => {
    expect(await complaints(check, variables)).toEqual([]);
  });

  it.each<[string, Check, Variables, RegExp]>([
    [
      'NODE_ENV',
      profileCheck,
      { ...selfHosted, NODE_ENV: undefined },
      /^warning NODE_ENV: The value is not production/,
    ],
    [
      'SQLite on monday code',
      profileCheck,
      { ...selfHosted, K_SERVICE: 'x', APP_PROFILE: 'local' },
      /^problem APP_PROFILE/,
    ],
    [
      'the vault alone',
      profileCheck,
      { ...selfHosted, K_SERVICE: 'x', DATABASE_URL: undefined },
      /^warning DATABASE_URL: Without a database/,
    ],
    [
      'an unused Redis',
      profileCheck,
      { ...selfHosted, REDIS_URL: 'redis://r', QUEUE_DRIVER: 'bullmq-postgres' },
      /^warning REDIS_URL: The variable is set/,
    ],
    [
      'an unused database',
      profileCheck,
      { ...local, DATABASE_URL: 'postgres://db/app' },
      /^warning DATABASE_URL: The variable is set/,
    ],
    [
      'a secret that is weak',
      secretsCheck,
      { ...selfHosted, NODE_ENV: undefined, MONDAY_SIGNING_SECRET: 'changeme' },
      /^warning MONDAY_SIGNING_SECRET: This value would be refused in production: it is too weak/,
    ],
    [
      'one key for two purposes',
      secretsCheck,
      { ...selfHosted, ENCRYPTION_KEYS: `k2:${OTHER_KEY},k1:${KEY}` },
      /^warning ENCRYPTION_KEYS: The same key signs/,
    ],
    [
      'a key that is there twice',
      secretsCheck,
      { ...selfHosted, JWT_KEYS: `k1:${KEY},k2:${KEY}` },
      /^warning JWT_KEYS: The same key/,
    ],
    [
      'keys that were forgotten',
      secretsCheck,
      { ...selfHosted, JWT_KEYS: ['a', 'b', 'c', 'd'].map((kid) => `${kid}:${kid}${KEY}`).join(',') },
      /^warning JWT_KEYS: 4 keys/,
    ],
    [
      'plain http',
      publicUrlCheck,
      { ...selfHosted, NODE_ENV: undefined, PUBLIC_URL: 'http://203.0.113.7' },
      /^problem PUBLIC_URL: The address uses plain http/,
    ],
    [
      'a private address',
      publicUrlCheck,
      { ...selfHosted, PUBLIC_URL: 'https://10.0.0.7' },
      /^problem PUBLIC_URL: The host cannot be reached/,
    ],
    [
      'a host of this network',
      publicUrlCheck,
      { ...selfHosted, PUBLIC_URL: 'https://backend' },
      /^problem PUBLIC_URL: The host cannot be reached/,
    ],
    [
      'loopback',
      publicUrlCheck,
      { ...selfHosted, PUBLIC_URL: 'https://[::1]:8443' },
      /^problem PUBLIC_URL: The host cannot be reached/,
    ],
    [
      'a host that nobody knows',
      publicUrlCheck,
      { ...selfHosted, PUBLIC_URL: 'https://nobody.example' },
      /^warning PUBLIC_URL: This machine cannot resolve/,
    ],
    [
      'monday in the name',
      publicUrlCheck,
      { ...selfHosted, PUBLIC_URL: 'https://monday-tools.example' },
      /^warning PUBLIC_URL: The host name contains "monday"/,
    ],
    ['no tunnel', publicUrlCheck, local, /^warning PUBLIC_URL: Not set, but monday must be able to reach/],
    [
      'an unbelieved proxy',
      proxyCheck,
      { ...selfHosted, TRUST_PROXY: '0' },
      /^warning TRUST_PROXY: The proxy that terminates TLS/,
    ],
    [
      'a believed proxy that is not there',
      proxyCheck,
      { ...selfHosted, NODE_ENV: undefined, PUBLIC_URL: 'http://203.0.113.7' },
      /^warning TRUST_PROXY: Proxies are trusted/,
    ],
    [
      'a development origin',
      originsCheck,
      { ...selfHosted, CORS_ORIGINS: 'http://localhost:3000' },
      /^warning CORS_ORIGINS: The list allows a page on a development/,
    ],
    [
      'an origin without TLS',
      originsCheck,
      { ...selfHosted, RETURN_TO_ORIGINS: 'http://a.example' },
      /^warning RETURN_TO_ORIGINS: The list allows a page without TLS/,
    ],
    [
      'a scope that is none',
      scopesCheck,
      { ...selfHosted, MONDAY_OAUTH_SCOPES: 'me:read account:read boards:read boards:write boards:own' },
      /^problem MONDAY_OAUTH_SCOPES: monday does not have the scope boards:own/,
    ],
    [
      'a scope that is missing',
      scopesCheck,
      { ...selfHosted, MONDAY_OAUTH_SCOPES: 'me:read account:read' },
      /^problem MONDAY_OAUTH_SCOPES: boards:read is missing/,
    ],
    [
      'a proxy for outgoing requests',
      outgoingProxyCheck,
      { ...selfHosted, HTTPS_PROXY: 'http://proxy:3128' },
      /^problem HTTPS_PROXY: The app does not send/,
    ],
    [
      'a name with a slip',
      unknownVariablesCheck,
      { ...selfHosted, CORS_ORIGIN: 'https://a.example' },
      /^warning CORS_ORIGIN: The app does not read/,
    ],
  ])('report a problem for %s', async (_name, check, variables, complaint) => {
    expect(await complaints(check, variables)).toContainEqual(expect.stringMatching(complaint));
  });

  it('print the redirect URLs to register', async () => {
    const [{ message } = { message: '' }] = await findings(publicUrlCheck, selfHosted);
    expect(message).toContain(
      'https://203.0.113.7/auth/callback and https://203.0.113.7/auth/monday/callback',
    );
  });

  it('recommend an action for every problem', async () => {
    const wrong = {
      ...selfHosted,
      TRUST_PROXY: '0',
      CORS_ORIGINS: 'http://localhost',
      MONDAY_OAUTH_SCOPES: 'a:b',
    };
    const { config } = inspectConfig(wrong);
    const context = {
      config,
      variables: wrong,
      broken: new Set<string>(),
      features: NO_FEATURES,
      timeoutMs: 100,
    };
    const found = await runChecks([proxyCheck, originsCheck, scopesCheck], context);
    expect(found).toHaveLength(6);
    for (const { advice } of found) expect(advice).toMatch(/\w/);
  });

  it('do not repeat what is already reported', async () => {
    const broken = {
      ...selfHosted,
      PUBLIC_URL: 'x',
      TRUST_PROXY: '-1',
      CORS_ORIGINS: '*',
      MONDAY_OAUTH_SCOPES: '?',
    };
    for (const check of [publicUrlCheck, proxyCheck, originsCheck, scopesCheck]) {
      expect(await findings(check, broken)).toEqual([]);
    }
  });

  it('are reported if they fail or hang', async () => {
    const failing: Check = { name: 'failing', run: () => Promise.reject(new Error('secret text')) };
    const hanging: Check = { name: 'hanging', run: () => new Promise(() => undefined) };
    const { config } = inspectConfig(selfHosted);
    const context = { config, variables: {}, broken: new Set<string>(), features: NO_FEATURES, timeoutMs: 1 };
    const found = await runChecks([failing, hanging], context);
    expect(found.map(({ level, subject }) => [level, subject])).toEqual([
      ['problem', 'failing'],
      ['problem', 'hanging'],
    ]);
    expect(found[1]?.message).toContain('did not answer in time');
    expect(JSON.stringify(found)).not.toContain('secret text');
  });
});
