import { Module } from '@nestjs/common';
import { ConnectedAccountStore } from './connected-account.store.js';
import { CredentialsValues } from './credentials-values.js';
import { TokenRequests } from './token-requests.js';

/** The accounts at third parties that users connected (docs/monday-platform.md#third-party-credentials). */
@Module({
  providers: [ConnectedAccountStore, CredentialsValues, TokenRequests],
  exports: [ConnectedAccountStore, CredentialsValues, TokenRequests],
})
export class ConnectionsModule {}
