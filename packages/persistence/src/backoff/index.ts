export { backoffDelay, type BackoffLimits } from './backoff-delay.js';
