export const REQUIRED_PLANS = Symbol('REQUIRED_PLANS');

/** Ids of plans, any of which is enough. */
export type RequiredPlans = readonly [string, ...string[]];

/** The plans that a decorated method or class requires. */
export const plansOf = (target: object): RequiredPlans | undefined =>
  Reflect.getMetadata(REQUIRED_PLANS, target) as RequiredPlans | undefined;
