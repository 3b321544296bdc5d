import { Module } from '@nestjs/common';
import { SecretsModule } from '../../secrets/index.js';
import { MondayTokens } from './monday-tokens.js';

/** The proofs of monday's requests; like the client it knows nothing of callers and connections. */
@Module({ imports: [SecretsModule], providers: [MondayTokens], exports: [MondayTokens] })
export class MondayRequestsModule {}
