export { RateLimitExceededError, type RateLimit } from './rate-limit-exceeded.errors.js';
export { RateLimiter, type RateLimiterOptions } from './rate-limiter.js';
