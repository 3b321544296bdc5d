import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request, type Response } from 'express';
import { findCaller } from '../../caller/index.js';
import { Clock } from '../../clock/index.js';
import {
  BodyAbortedException,
  BodyFragmentedException,
  BodyTooLargeException,
  BodyTooSlowError,
  LargeBodiesBusyError,
} from './body.errors.js';
import {
  LARGE_BODY_BYTES,
  MEMORY_OF_A_BODY_BYTE,
  SMALL_BODY_BYTES,
  VERIFIED_BODY_BYTES,
} from './body-limits.js';
import { BodyMemory } from './body-memory.js';
import { JsonBody, parseBody } from './json-body.js';
import { TAKES_LARGE_BODY } from './large-body.decorator.js';
import { enforceMinimumRate } from './minimum-rate.js';
import { bodyOf } from './read-body.middleware.js';
import { type RequestBody } from './request-body.js';
import { TAKES_VERIFIED_BODY } from './verified-body.decorator.js';

/**
 * Provides the body of a request after the previous guards have accepted the caller. Parses a small body; reads a large
 * body on routes that accept it, if memory is available. A route marked `@VerifiedBody()` uses this guard a second time,
 * after its own guards.
 */
@Injectable()
export class BodyGuard implements CanActivate {
  constructor(
    private readonly memory: BodyMemory,
    private readonly clock: Clock,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const body = bodyOf(request);
    if (!body) return true;
    const isLarge = this.isMarked(TAKES_LARGE_BODY, context);
    if (body.isComplete) {
      giveBody(request, body, isLarge);
      return true;
    }
    const isVerified = this.isMarked(TAKES_VERIFIED_BODY, context);
    // The guards of the route have not run yet.
    if (isVerified && !findCaller()) return true;
    const limit = isLarge ? LARGE_BODY_BYTES : isVerified ? VERIFIED_BODY_BYTES : SMALL_BODY_BYTES;
    return this.readRest(request, http.getResponse<Response>(), body, { isLarge, bytes: limit });
  }

  private isMarked(mark: symbol, context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<true | undefined>(mark, places) === true;
  }

  private async readRest(
    request: Request,
    response: Response,
    body: RequestBody,
    { isLarge, bytes }: { readonly isLarge: boolean; readonly bytes: number },
  ): Promise<boolean> {
    // Without a caller, this guard would be registered before the guard that requires credentials.
    const owner = findCaller();
    const limit = owner ? bytes : SMALL_BODY_BYTES;
    if (Math.max(body.declaredBytes ?? 0, body.receivedBytes) > limit) throw new BodyTooLargeException(limit);
    if (!owner) throw body.isFragmented ? new BodyFragmentedException() : new LargeBodiesBusyError();
    if (request.destroyed) throw new BodyAbortedException();
    const lease = await this.memory.take(
      response,
      owner,
      (body.declaredBytes ?? limit) * MEMORY_OF_A_BODY_BYTE,
    );
    await this.readInTime(response, body, limit);
    lease.shrinkTo(body.receivedBytes * MEMORY_OF_A_BODY_BYTE);
    giveBody(request, body, isLarge);
    return true;
  }

  private async readInTime(response: Response, body: RequestBody, limit: number): Promise<void> {
    let endWatch: (() => void) | undefined;
    const tooSlow = new Promise<never>((_resolve, reject) => {
      endWatch = enforceMinimumRate(
        this.clock,
        () => body.receivedBytes,
        () => {
          response.setHeader('Connection', 'close');
          reject(new BodyTooSlowError());
          body.yield();
        },
      );
    });
    try {
      await Promise.race([tooSlow, body.readAll(limit)]);
    } finally {
      endWatch?.();
    }
  }
}

function giveBody(request: Request, body: RequestBody, isLarge: boolean): void {
  const bytes = body.take();
  if (bytes) request.body = isLarge ? new JsonBody(bytes) : parseBody(bytes);
}
