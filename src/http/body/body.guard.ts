import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request, type Response } from 'express';
import { findCaller } from '../../caller/index.js';
import { AppConfig } from '../../config/index.js';
import { BodyAbortedException, BodyTooLargeException, LargeBodiesBusyError } from './body.errors.js';
import { LARGE_BODY_BYTES, SMALL_BODY_BYTES } from './body.limits.js';
import { TAKES_LARGE_BODY } from './large-body.decorator.js';
import { pendingBodyOf } from './read-body.middleware.js';
import { type RequestBody } from './request-body.js';

/**
 * Reads a body over 100 kB, now that the guards before this one let the caller in: on routes that take one, and only
 * so many at once, since each of them sits in memory until its request is answered.
 */
@Injectable()
export class LargeBodyGuard implements CanActivate {
  private open = 0;

  constructor(
    private readonly config: AppConfig,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const body = pendingBodyOf(request);
    if (!body) return true;
    const isTaken = this.reflector.get<true | undefined>(TAKES_LARGE_BODY, context.getHandler()) === true;
    // Without a caller this guard would be standing before the one that demands credentials.
    if (!isTaken || !findCaller()) {
      throw new BodyTooLargeException(SMALL_BODY_BYTES);
    }
    if (Number(request.headers['content-length'] ?? 0) > LARGE_BODY_BYTES) {
      throw new BodyTooLargeException(LARGE_BODY_BYTES);
    }
    if (request.destroyed) throw new BodyAbortedException();
    this.takeSlot(http.getResponse<Response>());
    return this.read(request, body);
  }

  private takeSlot(response: Response): void {
    if (this.open >= this.config.http.maxLargeBodies) throw new LargeBodiesBusyError();
    this.open += 1;
    response.once('close', () => {
      this.open -= 1;
    });
  }

  private async read(request: Request, body: RequestBody): Promise<boolean> {
    await body.readAll(LARGE_BODY_BYTES);
    request.body = body.parse();
    return true;
  }
}
