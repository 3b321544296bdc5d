import { type CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface';
import { isLoopbackOrigin } from 'monday-persistence/loopback';

const PREFLIGHT_SECONDS = 600;
const HEADERS = ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'X-Request-Id'];
/** W3C trace context and baggage, which tracing libraries in browsers add to each request. */
const TRACING_HEADERS = ['traceparent', 'tracestate', 'baggage'];

/**
 * CORS options for pages of other origins. Credentials are never allowed, so the session cookie does not work from
 * another origin.
 * @param origins compared exactly
 * @param anyLoopback allows every page on this machine, for development
 */
export function corsOptions(origins: readonly string[], anyLoopback: boolean): CorsOptions {
  const allowed = new Set(origins);
  return {
    origin: (origin: string | undefined, decide: (error: null, allow: boolean) => void) => {
      const isAllowed =
        origin !== undefined && (allowed.has(origin) || (anyLoopback && isLoopbackOrigin(origin)));
      decide(null, isAllowed);
    },
    methods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
    allowedHeaders: [...HEADERS, ...TRACING_HEADERS],
    exposedHeaders: ['ETag', 'X-Request-Id', 'Retry-After'],
    credentials: false,
    maxAge: PREFLIGHT_SECONDS,
  };
}
