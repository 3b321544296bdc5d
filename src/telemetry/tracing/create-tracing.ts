import { ConfigurationError, type AppConfig, type Variables } from '../../config/index.js';
import { NO_TRACING } from './no-tracing.js';
import { type Tracing } from './tracing.js';

/**
 * The tracing that the configuration asks for. Nothing of OpenTelemetry is loaded if it asks for none.
 * @throws ConfigurationError if the optional packages were left out of the installation
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
