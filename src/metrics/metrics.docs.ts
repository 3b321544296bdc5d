import { NotFoundException } from '@nestjs/common';
import { type RouteDocs } from '../docs/index.js';
import { messageOf } from '../errors/index.js';
import { MetricsTokenError } from './metrics.errors.js';

export const READ_METRICS: RouteDocs = {
  id: 'readMetrics',
  tag: 'operations',
  summary: 'Reads the metrics in the Prometheus text format',
  description:
    'Requires `METRICS_TOKEN` as a bearer token. Without this variable, available only in the profile `local`, to requests from the same machine.',
  replies: { 200: { description: 'The metrics.', textType: 'text/plain' } },
  failures: () => [new MetricsTokenError(), new NotFoundException(messageOf(404))],
  needsNoStore: true,
  authenticatedBy: 'metrics',
};
