import { type AppConfig } from '../../../config/index.js';
import { keepsFiles, needsVariable, storeOf } from '../../../drivers/index.js';
import { type Check } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';

/** Checks that the profile, the drivers, `NODE_ENV` and the environment match. */
export const profileCheck: Check = {
  name: 'APP_PROFILE',
  run: ({ config, variables }) => [
    describe(config),
    ...checkEnvironment(config),
    ...(variables.K_SERVICE ? checkMondayCode(config) : []),
    ...checkUnused(config),
  ],
};

function describe({ profile, persistence, storage, secureStorage, queue }: AppConfig): Finding {
  const drivers = `state in ${persistence.driver}, storage in ${storage.driver}, secure storage in ${secureStorage.driver}`;
  return ok('APP_PROFILE', `${profile}: ${drivers}, queue on ${queue.driver}.`);
}

function checkEnvironment({ profile, production }: AppConfig): Finding[] {
  if (production)
    return [ok('NODE_ENV', 'production: weak secrets are refused, and no secrets are generated.')];
  if (profile === 'local') return [];
  return [
    warning(
      'NODE_ENV',
      'The value is not production: weak secrets and plain http are accepted.',
      'Set NODE_ENV=production.',
    ),
  ];
}

function checkMondayCode(config: AppConfig): Finding[] {
  if (keepsFiles(config)) {
    return [
      problem(
        'APP_PROFILE',
        'monday code does not keep files: data in a local file is lost with its instance and is not shared between instances.',
        'Do not set APP_PROFILE and the *_DRIVER variables on monday code.',
      ),
    ];
  }
  const usesVault = storeOf(config.persistence.driver).injected !== undefined;
  return config.profile === 'monday-code' && usesVault ? [VAULT_ONLY] : [];
}

const VAULT_ONLY = warning(
  'DATABASE_URL',
  'Without a database, the app stores its own state in the vault, which is slower and allows races between instances.',
  'Set the address of a Postgres database. docs/drivers.md describes the limitations without one.',
);

function checkUnused(config: AppConfig): Finding[] {
  const given = { DATABASE_URL: config.databaseUrl, REDIS_URL: config.redisUrl };
  return (['DATABASE_URL', 'REDIS_URL'] as const)
    .filter((name) => given[name] !== undefined && !needsVariable(config, name))
    .map(unused);
}

const unused = (name: string): Finding =>
  warning(
    name,
    'The variable is set, but no driver uses it.',
    'Remove it, or choose the driver that needs it.',
  );
