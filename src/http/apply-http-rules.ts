import { type NestExpressApplication } from '@nestjs/platform-express';
import { type AppConfig } from '../config/index.js';

/** Everything that holds for every request, in its order. */
export function applyHttpRules(app: NestExpressApplication, config: AppConfig): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.http.trustProxy);
}
