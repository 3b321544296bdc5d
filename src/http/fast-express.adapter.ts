import { createServer, IncomingMessage, ServerResponse, type ServerOptions } from 'node:http';
import { StreamableFile, type NestApplicationOptions } from '@nestjs/common';
// Not from the index of the package, which also loads the parser for file uploads.
import { ExpressAdapter } from '@nestjs/platform-express/adapters/express-adapter.js';
import { type Express, type Request, type Response } from 'express';
import { drainServer } from 'monday-persistence/http-server';
import { answerClientError } from './client-error.js';
import { isFresh } from './is-fresh.js';
import { LargeText, sendInPieces, sendJson, sendJsonText, sendWithoutBody } from './reply/index.js';
import { RequestSequencer, WAITING_LIMITS } from './request-sequencer.js';
import { serverOptions, type ServerLimits } from './server-limits.js';

type Constructor = new (...args: unknown[]) => object;

const DRAIN_LIMIT_MS = 7_000;

/** From Node 24 on, the swap is cheap and custom constructors are slower. */
const SWAP_IS_SLOW = Number(process.versions.node.split('.', 1)[0]) < 24;

/**
 * An Express adapter whose server creates requests and responses with Express's prototypes. Express swaps both
 * prototypes of each request, which makes every later property access slow on Node 20 and 22; if they are already
 * correct, the swap has no effect. `npm run bench` measures the gain.
 */
export class FastExpressAdapter extends ExpressAdapter {
  private drained: Promise<void> | undefined;

  constructor(private readonly limits: ServerLimits) {
    super();
  }

  override initHttpServer(_options: NestApplicationOptions): void {
    const app = this.getInstance<Express>();
    replaceFreshness(app);
    const { listener } = new RequestSequencer(app, WAITING_LIMITS);
    const constructors = {
      IncomingMessage: withPrototype(app.request, IncomingMessage),
      ServerResponse: withPrototype(app.response, ServerResponse),
    };
    const server = createServer(
      { ...serverOptions(this.limits), ...(SWAP_IS_SLOW ? constructors : {}) } as ServerOptions,
      listener,
    );
    server.timeout = this.limits.silenceMs;
    server.on('clientError', answerClientError);
    // Handled by the app, because it depends on the route and the caller whether the body is needed.
    server.on('checkContinue', listener).on('checkExpectation', listener);
    this.httpServer = server;
  }

  override reply(response: Response, body: unknown, status?: number): void {
    if (status !== undefined) response.status(status);
    if (body instanceof LargeText) {
      if (response.req.method === 'HEAD' || response.req.fresh) sendWithoutBody(response, body);
      else sendInPieces(response, body, this.limits);
      return;
    }
    if (body instanceof StreamableFile) answerFailure(body, response);
    const isSent =
      typeof body === 'string' ? sendJsonText(response, body) : isPlain(body) && sendJson(response, body);
    if (!isSent) super.reply(response, body, status);
  }

  get isDraining(): boolean {
    return this.drained !== undefined;
  }

  /**
   * Stops accepting connections and resolves when all open requests were answered, or were cut off after seven seconds.
   * Nest calls it after the shutdown hooks of the modules; it can be called earlier.
   */
  override close(): Promise<void> {
    return (this.drained ??= drainServer(this.httpServer, DRAIN_LIMIT_MS));
  }
}

/** Express reads `request.fresh` to decide between a reply and 304. */
function replaceFreshness({ request }: Express): void {
  Object.defineProperty(request, 'fresh', {
    get(this: Request): boolean {
      return isFresh(this);
    },
  });
}

/** The source of Nest's own handler, to recognise it. */
const OWN_HANDLER = String(new StreamableFile(new Uint8Array()).errorHandler);

/**
 * Answers a file that cannot be read like any other error; Nest would say that the request was bad. A handler that the app set
 * stays.
 */
function answerFailure(file: StreamableFile, response: Response): void {
  const { errorHandler } = file;
  if (String(errorHandler) !== OWN_HANDLER) return;
  file.setErrorHandler((error, own) => {
    if (own.destroyed || own.headersSent) errorHandler(error, own);
    else response.req.next?.(error);
  });
}

/** An object or a list to be sent as JSON; not a file, an error or a buffer. */
function isPlain(body: unknown): body is object {
  if (typeof body !== 'object' || body === null) return false;
  const prototype: unknown = Object.getPrototypeOf(body);
  return prototype === Object.prototype || prototype === Array.prototype;
}

/** A constructor like `base` whose instances have the prototype `prototype` from the start. */
function withPrototype(prototype: object, base: unknown): Constructor {
  function Born(this: object, ...args: unknown[]): void {
    (base as (...args: unknown[]) => void).apply(this, args);
  }
  Born.prototype = prototype;
  return Born as unknown as Constructor;
}
