import { type NestExpressApplication } from '@nestjs/platform-express';
import { type AppConfig } from '../../config/index.js';
import { AppLogger } from '../../logging/index.js';
import { Metrics, Tracing } from '../../telemetry/index.js';
import { logRequests } from './request-log.js';
import { countRequests } from './request-metrics.js';
import { endSpans, openSpans } from './request-spans.js';
import { onRequestEnd, type RequestObserver } from './on-request-end.js';

/** Connects the request log, the metrics and the traces to every request, each if it is enabled. */
export function observeRequests(app: NestExpressApplication, { log, metrics }: AppConfig): void {
  const logger = app.get(AppLogger);
  const tracing = app.get(Tracing);
  const observers: RequestObserver[] = [
    ...(log.requests && logger.isEnabled('info') ? [logRequests(logger)] : []),
    ...(metrics.isOn ? [countRequests(app.get(Metrics))] : []),
    ...(tracing.isOn ? [endSpans] : []),
  ];
  if (observers.length > 0) app.use(onRequestEnd(observers));
  if (tracing.isOn) app.use(openSpans(tracing));
}
