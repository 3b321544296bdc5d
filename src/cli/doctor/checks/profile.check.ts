import { type AppConfig } from '../../../config/index.js';
import { keepsFiles, needsVariable, storeOf } from '../../../drivers/index.js';
import { type Check } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';

/** Whether the profile, the drivers and `NODE_ENV` fit together, and to where the app runs. */
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
  if (production) return [ok('NODE_ENV', 'production: weak secrets are refused, nothing is invented.')];
  if (profile === 'local') return [];
  return [
    warning(
      'NODE_ENV',
      'It is not production: weak secrets and plain http are accepted.',
      'Set NODE_ENV=production.',
    ),
  ];
}

function checkMondayCode(config: AppConfig): Finding[] {
  if (keepsFiles(config)) {
    return [
      problem(
        'APP_PROFILE',
        'monday code keeps no files: what a driver stores there is lost with each instance, and no two instances share it.',
        'Leave APP_PROFILE and the *_DRIVER variables out there.',
      ),
    ];
  }
  const usesVault = storeOf(config.persistence.driver).injected !== undefined;
  return config.profile === 'monday-code' && usesVault ? [VAULT_ONLY] : [];
}

const VAULT_ONLY = warning(
  'DATABASE_URL',
  'Without a database the app keeps its own state in the vault: slower, and with races between instances.',
  'Set the address of a Postgres database; docs/drivers.md says what is weaker without.',
);

function checkUnused(config: AppConfig): Finding[] {
  const given = { DATABASE_URL: config.databaseUrl, REDIS_URL: config.redisUrl };
  return (['DATABASE_URL', 'REDIS_URL'] as const)
    .filter((name) => given[name] !== undefined && !needsVariable(config, name))
    .map(unused);
}

const unused = (name: string): Finding =>
  warning(name, 'It is set, but no driver uses it.', 'Take it out, or choose the driver that it is for.');
