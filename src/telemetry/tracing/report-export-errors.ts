import { Logger } from '@nestjs/common';
import { type DiagLogger } from '@opentelemetry/api';

const QUIET_MS = 60 * 60 * 1_000;

/**
 * Reports export errors of OpenTelemetry with at most one log line per hour. Its own message may contain an address,
 * headers or the collector's reply.
 */
export function reportExportErrors(now: () => number = () => performance.now()): DiagLogger {
  const logger = new Logger('Tracing');
  const nothing = (): void => undefined;
  let quietUntil = -Infinity;
  const error = (): void => {
    if (now() < quietUntil) return;
    quietUntil = now() + QUIET_MS;
    logger.warn('the trace exporter failed to send spans');
  };
  return { error, warn: nothing, info: nothing, debug: nothing, verbose: nothing };
}
