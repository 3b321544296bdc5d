import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { type Request } from 'express';
import { ValidationFailedException } from '../errors/index.js';
import { TAKES_ANY_QUERY } from './any-query.decorator.js';

/**
 * Refuses query parameters on routes that declare none. Parameters declared with `@Query()` are validated by their
 * rules; a route marked `@AnyQuery()` accepts all.
 */
@Injectable()
export class UnknownQueryGuard implements CanActivate {
  /** By handler; limited by the number of routes. */
  private readonly asks = new Map<object, boolean>();

  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (!request.url.includes('?')) return true;
    const names = Object.keys(request.query);
    if (names.length === 0 || this.asksForQuery(context)) return true;
    throw new ValidationFailedException(
      names.map((field) => ({ field, message: `${field} is not a known query parameter` })),
    );
  }

  private asksForQuery(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    let asks = this.asks.get(handler);
    if (asks === undefined) {
      asks =
        this.reflector.getAllAndOverride<true | undefined>(TAKES_ANY_QUERY, [handler, context.getClass()]) ===
          true || takesQuery(context.getClass(), handler.name);
      this.asks.set(handler, asks);
    }
    return asks;
  }
}

/** Nest keeps the decorated arguments of a handler as `<kind>:<index>`. */
function takesQuery(controller: object, method: string): boolean {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as object;
  return Object.keys(args).some((key) => Number(key.split(':', 1)[0]) === Number(RouteParamtypes.QUERY));
}
