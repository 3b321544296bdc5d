import { Module } from '@nestjs/common';
import { AesGcmKeyRing } from './aes-gcm-key-ring.js';
import { DerivedKeys } from './derived-keys.js';
import { EnvironmentVariablesService } from './environment-variables.service.js';
import { KeyRing } from './key-ring.js';
import { SecretService } from './secret.service.js';
import { VariableWatcher } from './variable-watcher.js';

/** Secrets, the app's variables, and the keys that encrypt what is stored. */
@Module({
  providers: [
    SecretService,
    DerivedKeys,
    EnvironmentVariablesService,
    VariableWatcher,
    { provide: KeyRing, useClass: AesGcmKeyRing },
  ],
  exports: [SecretService, DerivedKeys, EnvironmentVariablesService, KeyRing],
})
export class SecretsModule {}
