import { Body, Controller, Headers, Ip, Post, Res, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import { type Response } from 'express';
import { GraphQLFaults } from './faults/graphql-faults.js';
import { playFault } from './faults/play-fault.js';
import { type FilePart } from './files/multipart-body.js';
import { LazyExecutor } from './lazy-executor.js';

const MEGABYTE = 1024 * 1024;
/** Limits of a multipart request. The files are held in memory until they are stored in the database. */
const LIMITS = { fileSize: 100 * MEGABYTE, files: 10, fields: 20, fieldSize: 12 * MEGABYTE };

/** `api.monday.com/v2` for the seeded accounts (docs/monday-platform.md#graphql-requests). */
@Controller('v2')
export class GraphQLController {
  constructor(
    private readonly executor: LazyExecutor,
    private readonly faults: GraphQLFaults,
  ) {}

  /** Both addresses accept both kinds of body: JSON, and multipart with files (docs/monday-platform.md#files). */
  @Post(['', 'file'])
  @UseInterceptors(AnyFilesInterceptor({ limits: LIMITS }))
  async query(
    @Body() body: unknown,
    @UploadedFiles() files: readonly FilePart[] | undefined,
    @Ip() address: string,
    @Headers() headers: Record<string, string | undefined>,
    @Res() response: Response,
  ): Promise<void> {
    const fault = this.faults.take();
    const reply = fault
      ? playFault(fault, response)
      : await (
          await this.executor.load()
        ).run({
          address,
          authorization: headers['authorization'],
          apiVersion: headers['api-version'],
          idempotencyKey: headers['idempotency-key'],
          body,
          files,
        });
    if (!reply) return;
    response.status(reply.status).set(reply.headers).json(reply.body);
  }
}
