import { type Check } from '../check.js';
import { clockCheck } from './clock.check.js';
import { dataDirCheck } from './data-dir.check.js';
import { documentDbCheck } from './document-db.check.js';
import { localPlatformCheck } from './local-platform.check.js';
import { mondayApiCheck } from './monday-api.check.js';
import { mondayCodeCheck } from './monday-code.check.js';
import { mondayOAuthCheck } from './monday-oauth.check.js';
import { originsCheck } from './origins.check.js';
import { outgoingProxyCheck } from './outgoing-proxy.check.js';
import { postgresCheck } from './postgres.check.js';
import { profileCheck } from './profile.check.js';
import { proxyCheck } from './proxy.check.js';
import { publicUrlCheck } from './public-url.check.js';
import { redisCheck } from './redis.check.js';
import { scopesCheck } from './scopes.check.js';
import { secretsCheck } from './secrets.check.js';
import { smtpCheck } from './smtp.check.js';
import { storedKeysCheck } from './stored-keys.check.js';
import { unknownVariablesCheck } from './unknown-variables.check.js';

/** Every check, in the order of the report. */
export const CHECKS: readonly Check[] = [
  unknownVariablesCheck,
  profileCheck,
  secretsCheck,
  publicUrlCheck,
  proxyCheck,
  outgoingProxyCheck,
  originsCheck,
  scopesCheck,
  localPlatformCheck,
  clockCheck,
  mondayOAuthCheck,
  mondayApiCheck,
  mondayCodeCheck,
  postgresCheck,
  documentDbCheck,
  dataDirCheck,
  storedKeysCheck,
  redisCheck,
  smtpCheck,
];
