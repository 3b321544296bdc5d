import { Module } from '@nestjs/common';
import { GoogleIdentity } from './google-identity.js';
import { GoogleSigningKey } from './google-signing-key.js';
import { IamCredentialsController } from './iam-credentials.controller.js';
import { MetadataController } from './metadata.controller.js';
import { VaultAuthController } from './vault-auth.controller.js';
import { VaultDataController } from './vault-data.controller.js';
import { VaultRateLimiter } from './vault-rate-limiter.js';
import { VaultTokenGuard } from './vault-token.guard.js';

/** The vault of monday's SecureStorage, and the Google services through which the SDK logs in. */
@Module({
  controllers: [MetadataController, IamCredentialsController, VaultAuthController, VaultDataController],
  providers: [GoogleIdentity, GoogleSigningKey, VaultRateLimiter, VaultTokenGuard],
  exports: [GoogleSigningKey],
})
export class VaultModule {}
