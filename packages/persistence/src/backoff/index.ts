export { backoffDelay, type BackoffLimits } from './backoff-delay.js';
export { spreadDelay } from './spread-delay.js';
