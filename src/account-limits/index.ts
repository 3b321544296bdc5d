export { AccountAdmission } from './account-admission.js';
export { AccountAdmissionGuard } from './account-admission.guard.js';
export { AccountBusyError, AccountRateLimitedError } from './account-limits.errors.js';
export { AccountLimitsModule } from './account-limits.module.js';
export { EventLoopShares } from './event-loop-shares.js';
export { EventLoopTime, ProcessEventLoopTime } from './event-loop-time.js';
