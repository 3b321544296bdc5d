/** Headers of replies that many routes have. */
export const COMMON_HEADERS = {
  RequestId: {
    description: 'The id of the request in the logs. Include it in problem reports.',
    required: true,
    schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
  },
  RetryAfter: {
    description: 'Seconds to wait before a retry.',
    required: true,
    schema: { type: 'integer', minimum: 0 },
  },
  MaybeRetryAfter: {
    description: 'Seconds to wait before a retry, if known.',
    schema: { type: 'integer', minimum: 0 },
  },
  Challenge: {
    description: 'The challenge as defined in RFC 6750.',
    required: true,
    schema: { type: 'string' },
    example: 'Bearer realm="monday-app", error="invalid_token"',
  },
  RateLimitLimit: {
    description: 'Requests that one client may make in the current minute.',
    schema: { type: 'integer' },
  },
  RateLimitRemaining: {
    description: 'Requests that are left in the current minute.',
    schema: { type: 'integer' },
  },
  RateLimitReset: { description: 'Seconds until the current minute ends.', schema: { type: 'integer' } },
} as const;
