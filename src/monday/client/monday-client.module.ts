import { Module } from '@nestjs/common';
import { MondayClient } from './monday.client.js';

/** The bare GraphQL client: it takes a token with each call and knows nothing of callers and connections. */
@Module({ providers: [MondayClient], exports: [MondayClient] })
export class MondayClientModule {}
