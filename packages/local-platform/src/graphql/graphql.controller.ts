import { Controller, HttpException, Ip, Post, Req, Res, type ExecutionContext } from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import { type Request, type Response } from 'express';
import { EMPTY } from 'rxjs';
import { failureReply } from './failure-reply.js';
import { GraphQLFaults } from './faults/graphql-faults.js';
import { playFault } from './faults/play-fault.js';
import { type FilePart } from './files/multipart-body.js';
import { brokenBody } from './graphql-problem.js';
import { type GraphQLReply } from './graphql-reply.js';
import { LazyExecutor } from './lazy-executor.js';

const MEGABYTE = 1024 * 1024;
/** Limits of a multipart request. The files are held in memory until they are stored in the database. */
const LIMITS = { fileSize: 100 * MEGABYTE, files: 10, fields: 20, fieldSize: 12 * MEGABYTE };
const Multipart = AnyFilesInterceptor({ limits: LIMITS });

/** `api.monday.com/v2` for the seeded accounts (docs/monday-platform.md#graphql-requests). */
@Controller('v2')
export class GraphQLController {
  private readonly multipart = new Multipart();

  constructor(
    private readonly executor: LazyExecutor,
    private readonly faults: GraphQLFaults,
  ) {}

  /** Both addresses accept both kinds of body: JSON, and multipart with files (docs/monday-platform.md#files). */
  @Post(['', 'file'])
  async query(@Ip() address: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (isMultipart(request) && !(await this.readFiles(request, response))) {
      return send(failureReply(brokenBody()), response);
    }
    const fault = this.faults.take();
    const reply = fault ? playFault(fault, response) : await this.run(address, request);
    if (reply) send(reply, response);
  }

  private async run(address: string, request: Request): Promise<GraphQLReply> {
    const { headers } = request;
    const executor = await this.executor.load();
    return executor.run({
      address,
      authorization: headers.authorization,
      apiVersion: textOf(headers['api-version']),
      idempotencyKey: textOf(headers['idempotency-key']),
      body: request.body,
      files: (request as { readonly files?: readonly FilePart[] }).files,
    });
  }

  /**
   * Not as an interceptor, which would cost every request some time, and few have files.
   * @returns whether the body could be read
   */
  private async readFiles(request: Request, response: Response): Promise<boolean> {
    const http = { getRequest: () => request, getResponse: () => response };
    const context = { switchToHttp: () => http } as unknown as ExecutionContext;
    try {
      await this.multipart.intercept(context, { handle: () => EMPTY });
      return true;
    } catch (error) {
      if (error instanceof HttpException) return false;
      throw error;
    }
  }
}

function isMultipart({ headers }: Request): boolean {
  return /^multipart\//i.test(headers['content-type'] ?? '');
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

/** As Express would send it, in a fraction of the time. */
function send({ status, headers, body }: GraphQLReply, response: Response): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      ...headers,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
    })
    .end(text);
}
