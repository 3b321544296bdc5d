export { RateLimitExceededError, type RateLimit } from './rate-limit-exceeded.error.js';
export { RateLimiter, type RateLimiterOptions } from './rate-limiter.js';
