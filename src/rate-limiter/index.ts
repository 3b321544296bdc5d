export {
  RateLimiter,
  RateLimitExceededError,
  type RateLimit,
  type RateLimiterOptions,
} from 'monday-persistence/rate-limiter';
