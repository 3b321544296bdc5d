import { ConfigurationError, type AppConfig, type Variables } from '../../config/index.js';
import { NO_TRACING } from './no-tracing.js';
import { type Tracing } from './tracing.js';

/**
 * Creates the configured tracing. If it is off, OpenTelemetry is not loaded.
 * @throws ConfigurationError if the optional packages are not installed
 */
export async function createTracing(config: AppConfig, variables: Variables): Promise<Tracing> {
  if (config.tracing === undefined) return NO_TRACING;
  const { OpenTelemetryTracing } = await import('./opentelemetry-tracing.js').catch(explain);
  return new OpenTelemetryTracing({ ...config.tracing, headers: variables['OTEL_EXPORTER_OTLP_HEADERS'] });
}

function explain(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
  const problem = 'needs the optional packages @opentelemetry/*, which are not installed';
  throw new ConfigurationError([{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', problem }]);
}
