import { type NestExpressApplication } from '@nestjs/platform-express';
import { type AppConfig } from '../../config/index.js';
import { AppLogger } from '../../logging/index.js';
import { logRequests } from './request-log.js';
import { whenOver, type RequestWatcher } from './when-over.js';

/** Lets those see every request who look at it once it is over, such as the log; each only where it is on. */
export function watchRequests(app: NestExpressApplication, { log }: AppConfig): void {
  const logger = app.get(AppLogger);
  const watchers: RequestWatcher[] = [
    ...(log.requests && logger.isEnabled('info') ? [logRequests(logger)] : []),
  ];
  if (watchers.length > 0) app.use(whenOver(watchers));
}
