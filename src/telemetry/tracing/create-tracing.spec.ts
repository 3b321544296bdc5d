import { type AppConfig } from '../../config/index.js';
import { createTracing } from './create-tracing.js';
import { NO_TRACING } from './no-tracing.js';

jest.mock('./opentelemetry-tracing.js', () => {
  throw Object.assign(new Error("Cannot find module '@opentelemetry/api'"), { code: 'MODULE_NOT_FOUND' });
});

it('loads no package if tracing is off', async () => {
  await expect(createTracing({ tracing: undefined } as AppConfig, {})).resolves.toBe(NO_TRACING);
});

it('names the missing packages', async () => {
  const tracing = { tracesUrl: 'http://127.0.0.1:4318/v1/traces', serviceName: 'app', ratio: 1 };
  await expect(createTracing({ tracing } as AppConfig, {})).rejects.toMatchObject({
    problems: [
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', problem: expect.stringContaining('not installed') as string },
    ],
  });
});
