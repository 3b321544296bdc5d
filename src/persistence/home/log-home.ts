import { Logger } from '@nestjs/common';
import { type AppConfig } from '../../config/index.js';
import { type HomeReason } from './settle-home.js';

const COPY = '`monday-app persistence copy --from vault --to document-db` moves it';

const REASONS: Readonly<Record<HomeReason, string>> = {
  recorded: 'state is in the Document DB of monday code, as that records',
  held: `state stays in the vault, which held some before there was a Document DB; ${COPY}`,
  unknown:
    'state stays in the vault, which cannot be listed and may hold some of an earlier version. ' +
    `If the app had no users yet, set PERSISTENCE_DRIVER=document-db; else ${COPY}`,
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
  if (settled === 'unknown') logger.warn(line, reason);
  else logger.log(line, reason);
}
