import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import { type Response } from 'express';
import { GraphQLFaults } from './faults/graphql-faults.js';
import { playFault } from './faults/play-fault.js';
import { LazyExecutor } from './lazy-executor.js';

/** `api.monday.com/v2` for the seeded accounts (docs/monday-platform.md#graphql-requests). */
@Controller('v2')
export class GraphQLController {
  constructor(
    private readonly executor: LazyExecutor,
    private readonly faults: GraphQLFaults,
  ) {}

  @Post()
  async query(
    @Body() body: unknown,
    @Headers() headers: Record<string, string | undefined>,
    @Res() response: Response,
  ): Promise<void> {
    const fault = this.faults.take();
    const reply = fault
      ? playFault(fault, response)
      : await (
          await this.executor.load()
        ).run({
          authorization: headers['authorization'],
          apiVersion: headers['api-version'],
          idempotencyKey: headers['idempotency-key'],
          body,
        });
    if (!reply) return;
    response.status(reply.status).set(reply.headers).json(reply.body);
  }
}
