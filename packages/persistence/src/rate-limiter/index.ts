export { ConcurrencyLimiter, type ConcurrencyLimiterOptions } from './concurrency-limiter.js';
export { RateLimitExceededError, type RateLimit } from './rate-limit-exceeded.errors.js';
export { RateLimiter, type AcquireOptions } from './rate-limiter.js';
export { SlidingWindowLimiter, type SlidingWindowLimiterOptions } from './sliding-window-limiter.js';
export { StoredWindowLimiter, type StoredWindowLimiterOptions } from './stored-window-limiter.js';
export { TokenBucketLimiter } from './token-bucket-limiter.js';
