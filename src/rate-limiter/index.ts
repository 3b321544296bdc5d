export {
  ConcurrencyLimiter,
  RateLimiter,
  RateLimitExceededError,
  SlidingWindowLimiter,
  StoredWindowLimiter,
  TokenBucketLimiter,
  type RateLimit,
} from 'monday-persistence/rate-limiter';
