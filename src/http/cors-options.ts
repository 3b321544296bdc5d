import { type CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface';

const LOOPBACK_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const PREFLIGHT_SECONDS = 600;

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
        origin !== undefined && (allowed.has(origin) || (anyLoopback && LOOPBACK_ORIGIN.test(origin)));
      decide(null, isAllowed);
    },
    methods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'X-Request-Id'],
    exposedHeaders: ['ETag', 'X-Request-Id', 'Retry-After'],
    credentials: false,
    maxAge: PREFLIGHT_SECONDS,
  };
}
