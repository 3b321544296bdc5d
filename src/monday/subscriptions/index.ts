export { type AppSubscription } from './app-subscription.js';
export { plansOf, REQUIRED_PLANS } from './required-plans.js';
export { RequiresPlan } from './requires-plan.decorator.js';
export {
  Subscriptions,
  type IncreaseOptions,
  type LastKnownSubscription,
  type MockSubscription,
  type OperationsCount,
} from './subscriptions.js';
export { AppIdMissingError, OperationsInvalidError, PlanRequiredError } from './subscriptions.errors.js';
export { MondaySubscriptionsModule } from './subscriptions.module.js';
