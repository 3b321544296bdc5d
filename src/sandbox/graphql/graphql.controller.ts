import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Response } from 'express';
import { Faults } from './faults/faults.js';
import { playFault } from './faults/play-fault.js';
import type { GraphQLExecutor } from './graphql-executor.js';

/** `api.monday.com/v2` for the seeded accounts (platform.md 8). */
@Controller('v2')
export class GraphQLController {
  private executor: Promise<GraphQLExecutor> | undefined;

  constructor(
    private readonly modules: ModuleRef,
    private readonly faults: Faults,
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
          await this.load()
        ).run({
          authorization: headers['authorization'],
          apiVersion: headers['api-version'],
          idempotencyKey: headers['idempotency-key'],
          body,
        });
    if (!reply) return;
    response.status(reply.status).set(reply.headers).json(reply.body);
  }

  /** Only the first query pays for the GraphQL engine, not every start of the platform. */
  private load(): Promise<GraphQLExecutor> {
    this.executor ??= import('./graphql-executor.js').then(({ GraphQLExecutor: Executor }) =>
      this.modules.create(Executor),
    );
    return this.executor;
  }
}
