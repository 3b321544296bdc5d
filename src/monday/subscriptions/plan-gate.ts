import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Observable } from 'rxjs';
import { REQUIRED_PLANS, type RequiredPlans } from './required-plans.js';
import { Subscriptions } from './subscriptions.js';

/** Runs after all guards, in whatever order the decorators stand, so that the caller is known. */
@Injectable()
export class PlanGate implements NestInterceptor {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly reflector: Reflector,
  ) {}

  /** @throws PlanRequiredError */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const places = [context.getHandler(), context.getClass()];
    const plans = this.reflector.getAllAndOverride<RequiredPlans>(REQUIRED_PLANS, places);
    await this.subscriptions.require(...plans);
    return next.handle();
  }
}
