import { type NestExpressApplication } from '@nestjs/platform-express';
import { type AppConfig } from '../config/index.js';
import { Tracing } from '../telemetry/index.js';
import { BodyMemory, readBody } from './body/index.js';
import { corsOptions } from './cors-options.js';
import { type FastExpressAdapter } from './fast-express.adapter.js';
import { openRequest } from './open-request.middleware.js';
import { readQuery } from './parse-query.js';
import { openScope } from './request-scope.middleware.js';
import { securityHeaders } from './security-headers.js';
import { enterSpan, observeRequests } from './request-logging/index.js';

/** Installs the middleware that every request passes before routing, in order. */
export function applyHttpRules(app: NestExpressApplication, config: AppConfig): void {
  const { corsOrigins, keepAliveMs, publicUrl, trustProxy } = config.http;
  const isLocal = config.profile === 'local';
  const adapter = app.getHttpAdapter() as unknown as FastExpressAdapter;

  app.getHttpServer().keepAliveTimeout = keepAliveMs;
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.set('trust proxy', trustProxy);

  observeRequests(app, config);
  app.use(openRequest(securityHeaders(publicUrl?.startsWith('https:') ?? false), () => adapter.isDraining));
  if (isLocal || corsOrigins.length > 0) app.enableCors(corsOptions(corsOrigins, isLocal));
  app.use(readQuery);
  app.use(readBody(app.get(BodyMemory).unauthenticated));
  app.use(openScope);
  if (app.get(Tracing).isOn) app.use(enterSpan);
}
