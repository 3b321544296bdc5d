import { NotFoundException } from '@nestjs/common';
import { type RouteDocs } from '../docs/index.js';
import { messageOf } from '../errors/index.js';
import { MetricsTokenError } from './metrics.errors.js';

export const READ_METRICS: RouteDocs = {
  id: 'readMetrics',
  tag: 'operations',
  summary: 'Metrics in the text format of Prometheus',
  description:
    'With `METRICS_TOKEN` for who sends it; without it only to the own machine, in the profile `local`.',
  replies: { 200: { description: 'The metrics.', textType: 'text/plain' } },
  failures: () => [new MetricsTokenError(), new NotFoundException(messageOf(404))],
  needsNoStore: true,
  authenticatedBy: 'metrics',
};
