import { type NestExpressApplication } from '@nestjs/platform-express';
import { type AppConfig } from '../../config/index.js';
import { AppLogger } from '../../logging/index.js';
import { Metrics } from '../../telemetry/index.js';
import { logRequests } from './request-log.js';
import { countRequests } from './request-metrics.js';
import { whenOver, type RequestWatcher } from './when-over.js';

/** Lets the log and the metrics see every request; each of them only where it is on. */
export function watchRequests(app: NestExpressApplication, { log, metrics }: AppConfig): void {
  const logger = app.get(AppLogger);
  const watchers: RequestWatcher[] = [
    ...(log.requests && logger.isEnabled('info') ? [logRequests(logger)] : []),
    ...(metrics.isOn ? [countRequests(app.get(Metrics))] : []),
  ];
  if (watchers.length > 0) app.use(whenOver(watchers));
}
