import { Module } from '@nestjs/common';
import { MondayClient } from './monday.client.js';

/** The low-level GraphQL client. Each call takes a token; the client does not use callers or connections. */
@Module({ providers: [MondayClient], exports: [MondayClient] })
export class MondayClientModule {}
