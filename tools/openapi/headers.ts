/** Headers of replies that many routes have. */
export const COMMON_HEADERS = {
  RequestId: {
    description: 'Names the request in the logs; tell it to whoever looks for what went wrong.',
    required: true,
    schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
  },
  RetryAfter: {
    description: 'Seconds to wait before the same request makes sense again.',
    required: true,
    schema: { type: 'integer', minimum: 0 },
  },
  MaybeRetryAfter: {
    description: 'Seconds to wait before the same request makes sense again, where that is known.',
    schema: { type: 'integer', minimum: 0 },
  },
  Challenge: {
    description: 'How to do better (RFC 6750).',
    required: true,
    schema: { type: 'string' },
    example: 'Bearer realm="monday-app", error="invalid_token"',
  },
  RateLimitLimit: {
    description: 'Requests that one client may make in the current minute.',
    schema: { type: 'integer' },
  },
  RateLimitRemaining: {
    description: 'Requests that are left of them.',
    schema: { type: 'integer' },
  },
  RateLimitReset: { description: 'Seconds until the minute is over.', schema: { type: 'integer' } },
} as const;
