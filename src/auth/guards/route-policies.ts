import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ALLOWS_READ_ONLY, ALLOWS_VIEW, IS_PUBLIC } from '../../caller/index.js';
import { type Role } from '../role.js';
import { ENDS_ACCESS } from './ends-access.decorator.js';
import { ALLOWED_ROLES } from './roles.decorator.js';

/** The access policy of a route, from its decorators. */
export interface RoutePolicy {
  readonly isPublic: boolean;
  readonly allowsView: boolean;
  /** Whether viewers and guests may call it with a method that writes. */
  readonly allowsReadOnly: boolean;
  /** Whether the route only ends the caller's access, so that a user whom monday cut off may call it too. */
  readonly endsAccess: boolean;
  readonly roles: readonly Role[] | undefined;
}

/** Reads the decorators of a route once. */
@Injectable()
export class RoutePolicies {
  /**
   * By controller and handler, because controllers can inherit a handler. The number of entries is limited by the
   * number of routes.
   */
  private readonly policies = new Map<object, Map<object, RoutePolicy>>();

  constructor(private readonly reflector: Reflector) {}

  of(context: ExecutionContext): RoutePolicy {
    const controller = context.getClass();
    const handler = context.getHandler();
    const known = this.policies.get(controller)?.get(handler);
    if (known) return known;
    const policy = this.read([handler, controller]);
    const ofController = this.policies.get(controller) ?? new Map<object, RoutePolicy>();
    this.policies.set(controller, ofController.set(handler, policy));
    return policy;
  }

  private read(targets: Parameters<Reflector['getAllAndOverride']>[1]): RoutePolicy {
    const find = <T>(key: symbol): T | undefined =>
      this.reflector.getAllAndOverride<T | undefined>(key, targets);
    const endsAccess = find<boolean>(ENDS_ACCESS) === true;
    return {
      isPublic: find<boolean>(IS_PUBLIC) === true,
      allowsView: find<boolean>(ALLOWS_VIEW) === true,
      endsAccess,
      allowsReadOnly: endsAccess || find<boolean>(ALLOWS_READ_ONLY) === true,
      roles: find<readonly Role[]>(ALLOWED_ROLES),
    };
  }
}
