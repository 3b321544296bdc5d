import { Logger } from '@nestjs/common';
import { type AppConfig } from '../../config/index.js';
import { type HomeReason } from './settle-home.js';
import { VAULT_STATE_FOUND } from './vault-adoption.js';

const COPY = '`monday-app persistence copy --from vault --to document-db` moves it';

const REASONS: Readonly<Record<HomeReason, string>> = {
  recorded: 'state is in the Document DB of monday code, as that records',
  default:
    'state is in the Document DB of monday code: nothing else is chosen, and the vault is not known to hold any',
  'default-moved': `state is in the Document DB of monday code, but ${VAULT_STATE_FOUND}`,
  held: `state stays in the vault, which held some before the Document DB; ${COPY}`,
};

/** Where the app on monday code keeps its own state, and why; `undefined` in other profiles. */
export function homeReason(
  { profile, persistence, databaseUrl, documentDbUrl }: AppConfig,
  reason: HomeReason | undefined,
): string | undefined {
  if (profile !== 'monday-code') return undefined;
  if (reason !== undefined) return REASONS[reason];
  if (persistence.driver === 'postgres' && databaseUrl !== undefined) {
    return 'state is in Postgres: DATABASE_URL is set';
  }
  return persistence.driver === 'monday-code' && documentDbUrl === undefined
    ? 'state is in the vault: neither DATABASE_URL nor MNDY_MONGODB_CONNECTION_STRING is set'
    : `state is in ${persistence.driver}: PERSISTENCE_DRIVER or the app chooses it`;
}

/** Logs it at the start; as a warning if the owner should decide. */
export function logHome(config: AppConfig, settled: HomeReason | undefined): void {
  const reason = homeReason(config, settled);
  if (reason === undefined) return;
  const line = { event: 'persistence.home', driver: config.persistence.driver };
  const logger = new Logger('Persistence');
  if (settled === 'default-moved') logger.warn(line, reason);
  else logger.log(line, reason);
}
