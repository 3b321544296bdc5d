import { Logger } from '@nestjs/common';
import { type AppConfig } from '../../config/index.js';
import { type HomeDriver } from './home-record.js';

/** Where the app on monday code keeps its own state, and why; `undefined` in other profiles. */
export function homeReason(
  { profile, persistence, databaseUrl, documentDbUrl }: AppConfig,
  settled: HomeDriver | undefined,
): string | undefined {
  if (profile !== 'monday-code') return undefined;
  switch (settled) {
    case 'document-db':
      return 'state is in the Document DB of monday code: the vault held no state';
    case 'monday-code':
      return (
        'state stays in the vault, which held some before there was a Document DB; ' +
        '`monday-app persistence copy --from vault --to document-db` moves it'
      );
    case undefined:
      break;
  }
  if (persistence.driver === 'postgres' && databaseUrl !== undefined) {
    return 'state is in Postgres: DATABASE_URL is set';
  }
  return persistence.driver === 'monday-code' && documentDbUrl === undefined
    ? 'state is in the vault: neither DATABASE_URL nor MNDY_MONGODB_CONNECTION_STRING is set'
    : `state is in ${persistence.driver}: PERSISTENCE_DRIVER is set`;
}

/** Logs it at the start. */
export function logHome(config: AppConfig, settled: HomeDriver | undefined): void {
  const reason = homeReason(config, settled);
  if (reason === undefined) return;
  new Logger('Persistence').log({ event: 'persistence.home', driver: config.persistence.driver }, reason);
}
