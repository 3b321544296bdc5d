import { BadRequestException } from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import {
  isSubscriptionChange,
  SUBSCRIPTION_CHANGES,
  type PlanChoice,
  type SubscriptionChange,
} from './subscription-changes.js';

const PLAN = /^[\w.-]{1,100}$/;
const MAX_UNITS = 1_000_000;

/** @throws BadRequestException that lists the changes */
export function readChange(name: string): SubscriptionChange {
  if (isSubscriptionChange(name)) return name;
  throw new BadRequestException(`The change must be one of ${Object.keys(SUBSCRIPTION_CHANGES).join(', ')}.`);
}

/** `{planId, billingPeriod?, maxUnits?}`; `undefined` without `planId`. @throws BadRequestException */
export function readChoice(body: unknown): PlanChoice | undefined {
  const { planId, billingPeriod = 'monthly', maxUnits } = fieldsOf(body);
  if (planId === undefined) return undefined;
  if (typeof planId !== 'string' || !PLAN.test(planId)) {
    throw new BadRequestException('planId must be the id of a plan.');
  }
  if (billingPeriod !== 'monthly' && billingPeriod !== 'yearly') {
    throw new BadRequestException('billingPeriod must be monthly or yearly.');
  }
  if (maxUnits === undefined) return { planId, billingPeriod };
  if (typeof maxUnits !== 'number' || !Number.isInteger(maxUnits) || maxUnits < 1 || maxUnits > MAX_UNITS) {
    throw new BadRequestException(`maxUnits must be a whole number from 1 to ${MAX_UNITS}.`);
  }
  return { planId, billingPeriod, maxUnits };
}
