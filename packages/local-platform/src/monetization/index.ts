export { AccountSubscriptions } from './account-subscriptions.js';
export { MonetizationModule } from './monetization.module.js';
export { obstacleTo, type SubscriptionChange } from './subscription-changes.js';
export { readChange, readChoice } from './subscription-input.js';
