import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { Clock } from 'monday-persistence/clock';
import { isConsolePath } from '../pages/index.js';
import { SandboxState } from '../state/index.js';
import { ExpiredTokens } from './expired-tokens.js';
import { type Fault } from './fault.js';
import { faultBody } from './fault-body.js';
import { PlannedFaults } from './faults.service.js';

const CONTROLS = /^\/__sandbox(?:\/|$)/;
const SIDECAR = /^\/__sidecar/;

/** Applies faults to requests to the platform, before all other processing. */
@Injectable()
export class FaultMiddleware implements BeforeApplicationShutdown {
  private readonly held = new Set<Response>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly faults: PlannedFaults,
    private readonly expired: ExpiredTokens,
    private readonly state: SandboxState,
    private readonly clock: Clock,
  ) {}

  middleware(): RequestHandler {
    return (request: Request, response: Response, next: NextFunction): void => {
      // Routes without faults, so that a fault can be removed.
      const isSpared = isConsolePath(request.path) || CONTROLS.test(request.path);
      if (isSpared || (!this.faults.any && !this.expired.any)) next();
      else void this.apply(request, response).then((isAnswered) => isAnswered || next(), next);
    };
  }

  /** A hanging reply must not prevent the platform from stopping. */
  beforeApplicationShutdown(): void {
    this.stopping.abort();
    for (const response of this.held) response.destroy();
  }

  /** Resolves to whether the request is complete. */
  private async apply(request: Request, response: Response): Promise<boolean> {
    const token = tokenOf(request);
    const faults = await this.faults.ofCall({
      method: request.method,
      path: request.path.replace(SIDECAR, ''),
      accountId: async () =>
        token === undefined ? undefined : (await this.state.userOfToken(token))?.accountId,
    });
    let isAnswered = false;
    for (const fault of faults) isAnswered = (await this.play(fault, request, response, token)) || isAnswered;
    if (token !== undefined && this.expired.has(token)) dropToken(request);
    return isAnswered;
  }

  private async play(
    fault: Fault,
    request: Request,
    response: Response,
    token: string | undefined,
  ): Promise<boolean> {
    switch (fault.kind) {
      case 'latency':
        await this.pause(fault.latencyMs ?? 0);
        return false;
      case 'unauthorized':
        // The route itself then answers 401 in the format of its API.
        if (token !== undefined) dropToken(request);
        else refuse(request, response, 401);
        return token === undefined;
      case 'expired-token':
        if (token !== undefined) this.expired.add(token);
        return false;
      case 'conflict':
        refuse(request, response, 409);
        return true;
      case 'rate-limited':
        refuse(request, response, 429, fault.retryAfterSeconds);
        return true;
      case 'server-error':
        sendPage(response, fault);
        return true;
      case 'reset':
        request.socket.resetAndDestroy();
        return true;
      case 'hang':
        this.held.add(response);
        response.once('close', () => this.held.delete(response));
        return true;
      case 'duplicate-delivery':
      case 'reordered-delivery':
        return false;
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await this.clock.sleep(milliseconds, this.stopping.signal).catch(() => undefined);
  }
}

function tokenOf({ headers }: Request): string | undefined {
  const sidecar = headers['x-monday-access-token'];
  return typeof sidecar === 'string' ? sidecar : headers.authorization;
}

function dropToken({ headers }: Request): void {
  delete headers.authorization;
  delete headers['x-monday-access-token'];
}

function refuse(request: Request, response: Response, status: number, retryAfter?: number): void {
  if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
  response.status(status).json(faultBody(request.path, status));
}

/** The HTML reply of a proxy in front of monday. */
function sendPage(response: Response, { status = 503, retryAfterSeconds }: Fault): void {
  if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
  const page = `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
  response.status(status).type('html').send(page);
}
