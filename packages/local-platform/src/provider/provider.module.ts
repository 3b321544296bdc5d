import { Module } from '@nestjs/common';
import { ProviderApiController } from './provider-api.controller.js';
import { ProviderOAuthController } from './provider-oauth.controller.js';
import { ProviderTokens } from './provider-tokens.js';

/** A stand-in for a third party, so that apps with credentials can be tried offline. */
@Module({ controllers: [ProviderApiController, ProviderOAuthController], providers: [ProviderTokens] })
export class ProviderModule {}
