import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { PlanGate } from './plan-gate.js';
import { REQUIRED_PLANS, type RequiredPlans } from './required-plans.js';

/**
 * Restricts a route, a controller, or the method of an action, trigger or field to accounts with one of these plans
 * (docs/monday-platform.md#monetization). A trial counts. Others get `monday.plan_required`; the user of an automation
 * reads which plan is required. List the plans in `plans` of a feature.
 * @param plans ids of plans in the Developer Center
 */
export const RequiresPlan = (...plans: RequiredPlans): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(REQUIRED_PLANS, plans), UseInterceptors(PlanGate));
